-- Transfers per asset and minute.
SELECT
  window_start AS `minute`,
  code AS asset,
  -- An event may stand twice after an operator has gone back to an older savepoint.
  COUNT(DISTINCT eventId) AS transfers,
  COUNT(DISTINCT account) AS payers,
  COUNT(DISTINCT transferred.payee) AS payees
FROM TABLE(TUMBLE(TABLE settlements, DESCRIPTOR(recordTime), INTERVAL '1' MINUTE)) AS settled
JOIN assets ON assets.asset = settled.asset
WHERE event = 'Transferred'
GROUP BY window_start, window_end, code
ORDER BY `minute`, asset
