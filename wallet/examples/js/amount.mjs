// Amounts in decimal notation, such as 12.50 for 1250 cents; no floating point is involved.

/** The amount in an asset's smallest unit. */
export function parseAmount(text, { code, decimals }) {
  const [, whole, fraction = ""] = /^(\d{1,20})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimals) {
    throw new Error(`"${text}" is not an amount: ${code} has ${decimals} decimals.`);
  }
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}

/** Such as 12.50 EUR. */
export function formatAmount(units, { code, decimals }) {
  const digits = units.toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  return `${digits.slice(0, point)}${decimals ? "." : ""}${digits.slice(point)} ${code}`;
}
