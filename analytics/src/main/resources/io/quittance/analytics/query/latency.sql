-- Milliseconds from a command's log-append time to its final event's, per minute.
WITH settled AS (
  SELECT recordTime, epoch_millis(recordTime) - `position`.timestampMillis AS millis
  FROM settlements
)
SELECT
  CAST(FLOOR(recordTime TO MINUTE) AS TIMESTAMP(0)) AS `minute`,
  COUNT(*) AS events,
  CAST(PERCENTILE(millis, 0.5) AS BIGINT) AS p50Millis,
  CAST(PERCENTILE(millis, 0.99) AS BIGINT) AS p99Millis,
  MAX(millis) AS longestMillis
FROM settled
GROUP BY FLOOR(recordTime TO MINUTE)
ORDER BY `minute`
