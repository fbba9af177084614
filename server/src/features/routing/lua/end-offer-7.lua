-- Takes an offer back: its agent declines, or has let it pass. The item waits again, in its old place.
-- KEYS  1 generation  2 items  3 queues  4 fronts  5 loads  6 offers  7 stirred
-- ARGV  1 expected generation  2 now (ms)  3 item id  4 who declines, or '': the time is over
--       5 until when this agent is not asked again (ms)
-- Returns {agent, conversation, queue}  -1 not ready  -3 there is no such offer
-- Invariant  as project: in one queue, or proposed; load(agent) = sum of what the agent holds or is proposed
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

-- include queues-4.lua

local now, id = tonumber(ARGV[2]), ARGV[3]
local stored = redis.call('HGET', KEYS[2], id)
local item = stored and cjson.decode(stored)
local offer = item and item.proposal and item.proposal.offer and item.proposal
if not offer then
  redis.call('ZREM', KEYS[6], id)
  return -3
end
if ARGV[4] ~= '' and ARGV[4] ~= offer.agentId then return -3 end
if ARGV[4] == '' and tonumber(redis.call('ZSCORE', KEYS[6], id) or 0) > now then return -3 end

if redis.call('HINCRBY', KEYS[5], offer.agentId, -offer.weight) == 0 then redis.call('HDEL', KEYS[5], offer.agentId) end
redis.call('ZADD', KEYS[7], 0, offer.agentId)
local passed = { { agentId = offer.agentId, till = tonumber(ARGV[5]) } }
for _, pass in ipairs(item.passed or {}) do
  if pass.till > now and pass.agentId ~= offer.agentId then passed[#passed + 1] = pass end
end
item.passed = passed
item.proposal = nil
redis.call('HSET', KEYS[2], id, cjson.encode(item))
redis.call('ZREM', KEYS[6], id)
enterQueue(item.queue, item.score, id)
return { offer.agentId, item.conversationId, item.queue }
