-- Reads the proposals that were not settled in time.
-- KEYS  1 generation  2 items  3 pending
-- ARGV  1 expected generation  2 now (ms)  3 how many at most
-- Returns for each: item id, epoch, proposal id  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local reply = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])) do
  local stored = redis.call('HGET', KEYS[2], id)
  local item = stored and cjson.decode(stored)
  reply[#reply + 1] = id
  reply[#reply + 1] = tostring(item and item.epoch or 0)
  reply[#reply + 1] = item and item.proposal and item.proposal.op or ''
end
return reply
