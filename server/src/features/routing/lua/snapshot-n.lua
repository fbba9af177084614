-- Reads everything that is compared with Postgres, at one moment. O(items).
-- KEYS  1 generation  2 items  3 agents  4 loads  5... every waiting queue
-- ARGV  1 expected generation
-- Returns {items, agents, loads: each id, value, ...; the members of the queues}  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local waiting = {}
for i = 5, #KEYS do
  for _, id in ipairs(redis.call('ZRANGE', KEYS[i], 0, -1)) do waiting[#waiting + 1] = id end
end
return {
  redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]), redis.call('HGETALL', KEYS[4]), waiting,
}
