-- Reads how queues are run.
-- KEYS  1 generation  2 rules
-- ARGV  1 expected generation  2... inbox and team
-- Returns each rule, or ''  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local reply = {}
for i = 2, #ARGV do reply[i - 1] = redis.call('HGET', KEYS[2], ARGV[i]) or '' end
return reply
