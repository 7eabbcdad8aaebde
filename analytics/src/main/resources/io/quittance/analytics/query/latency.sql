-- Milliseconds from a command's log-append time to its final event's, per minute.
WITH settled AS (
  SELECT recordTime, epoch_millis(recordTime) - `position`.timestampMillis AS millis
  FROM settlements
)
SELECT
  FLOOR(recordTime TO MINUTE) AS `minute`,
  COUNT(*) AS events,
  CAST(PERCENTILE(millis, 0.5) AS BIGINT) AS p50,
  CAST(PERCENTILE(millis, 0.99) AS BIGINT) AS p99,
  MAX(millis) AS longest
FROM settled
GROUP BY FLOOR(recordTime TO MINUTE)
ORDER BY `minute`
