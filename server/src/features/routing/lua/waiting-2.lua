-- Reads the names of the queues in which somebody waits.
-- KEYS  1 generation  2 fronts
-- ARGV  1 expected generation
-- Returns the names  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local names = redis.call('ZRANGE', KEYS[2], 0, -1)
for n, front in ipairs(names) do names[n] = string.match(front, '^%d+ %S+ (.*)$') end
return names
