-- Reads everything that is compared with Postgres, at one moment. O(items).
-- KEYS  1 generation  2 items  3 agents  4 loads  5 queues  6 fronts  7 members of teams
-- ARGV  1 expected generation
-- Returns {items, agents, loads: each id, value, ...; who waits: queue, score and id each; fronts: score, id and queue each;
--       members: team and agent each}  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

return {
  redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]), redis.call('HGETALL', KEYS[4]),
  redis.call('ZRANGE', KEYS[5], 0, -1), redis.call('ZRANGE', KEYS[6], 0, -1),
  redis.call('ZRANGE', KEYS[7], 0, -1),
}
