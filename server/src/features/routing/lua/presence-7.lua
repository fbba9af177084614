-- Reads agents as they are at one moment.
-- KEYS  1 generation  2 agents  3 leases  4 loads  5 warm-ups  6 reserved agents  7 items
-- ARGV  1 expected generation  2... agent ids
-- Returns for each id: its record or '', when its lease expires or '', its load, its warm-up or '',
--       for which item they are reserved or ''  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local function reservedFor(agentId)
  local id = redis.call('HGET', KEYS[6], agentId)
  local stored = id and redis.call('HGET', KEYS[7], id)
  local item = stored and cjson.decode(stored)
  return item and item.reserved == agentId and item.state == 'queued' and id or ''
end

local reply = {}
for i = 2, #ARGV do
  reply[#reply + 1] = redis.call('HGET', KEYS[2], ARGV[i]) or ''
  reply[#reply + 1] = redis.call('ZSCORE', KEYS[3], ARGV[i]) or ''
  reply[#reply + 1] = redis.call('HGET', KEYS[4], ARGV[i]) or '0'
  reply[#reply + 1] = redis.call('HGET', KEYS[5], ARGV[i]) or ''
  reply[#reply + 1] = reservedFor(ARGV[i])
end
return reply
