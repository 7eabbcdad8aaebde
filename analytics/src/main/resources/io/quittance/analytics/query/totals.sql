-- What was paid per asset and window, decrypted with the auditor's key; needs ./quittance windows.
SELECT
  TO_TIMESTAMP_LTZ(startMillis, 3) AS `from`,
  TO_TIMESTAMP_LTZ(endMillis, 3) AS `until`,
  code AS asset,
  COALESCE(LEFT(payee, 12), 'all') AS payee,
  transfers,
  auditorEpoch,
  -- Null if this is not the key, or the total is 2^48 smallest units or more.
  format_amount(decrypt_total(lo, hi, '${auditor}'), decimals) AS amount
FROM windows
JOIN assets ON assets.asset = windows.asset
ORDER BY `from`, asset, transfers DESC, payee
