-- The ten accounts with the most counterparties.
WITH transfers AS (
  SELECT DISTINCT eventId, asset, account AS payer, transferred.payee AS payee
  FROM settlements
  WHERE event = 'Transferred'
), sides AS (
  SELECT asset, payer AS account, payee AS counterparty, 1 AS sent, 0 AS received FROM transfers
  UNION ALL
  SELECT asset, payee, payer, 0, 1 FROM transfers
)
SELECT
  LEFT(account, 12) AS account,
  code AS asset,
  COUNT(DISTINCT counterparty) AS counterparties,
  SUM(sent) AS sent,
  SUM(received) AS received
FROM sides
JOIN assets ON assets.asset = sides.asset
GROUP BY account, code
ORDER BY counterparties DESC, sent + received DESC, account
LIMIT 10
