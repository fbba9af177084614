-- Reads agents as they are at one moment.
-- KEYS  1 generation  2 agents  3 leases  4 loads  5 warm-ups
-- ARGV  1 expected generation  2... agent ids
-- Returns for each id: its record or '', when its lease expires or '', its load, its warm-up or ''  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local reply = {}
for i = 2, #ARGV do
  reply[#reply + 1] = redis.call('HGET', KEYS[2], ARGV[i]) or ''
  reply[#reply + 1] = redis.call('ZSCORE', KEYS[3], ARGV[i]) or ''
  reply[#reply + 1] = redis.call('HGET', KEYS[4], ARGV[i]) or '0'
  reply[#reply + 1] = redis.call('HGET', KEYS[5], ARGV[i]) or ''
end
return reply
