-- What share of all verdicts each rejection code has.
WITH verdicts AS (
  -- The instant lane may say the same twice.
  SELECT DISTINCT commandId, `position`.`partition`, `position`.`offset`, status, code FROM receipts
  WHERE status <> 'CREDITED'
)
SELECT
  status,
  code,
  COUNT(*) AS verdicts,
  CAST(100.0 * COUNT(*) / (SELECT COUNT(*) FROM verdicts) AS DECIMAL(5, 2)) AS percentage
FROM verdicts
GROUP BY status, code
ORDER BY verdicts DESC, code
