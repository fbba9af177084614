-- Takes tokens from a bucket that refills steadily, and says how long to wait when there are too few.
-- KEYS[1] the bucket, a hash { tokens, at }
-- ARGV[1] now, Unix milliseconds
-- ARGV[2] how many tokens the full bucket holds
-- ARGV[3] milliseconds in which an empty bucket becomes full
-- ARGV[4] tokens to take
-- Returns 0 when they were taken, else the milliseconds until they will be there.
-- Invariant: 0 <= tokens <= capacity; a refusal takes nothing; an untouched bucket is gone once it would be full.
local now, capacity, period, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local stored = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(stored[1]) or capacity, tonumber(stored[2]) or now

-- A node whose clock is behind must not empty the bucket.
local elapsed = math.max(0, now - at)
tokens = math.min(capacity, tokens + elapsed * capacity / period)

if tokens < cost then
  return math.max(1, math.ceil((cost - tokens) * period / capacity))
end

redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - cost), 'at', tostring(math.max(now, at)))
redis.call('PEXPIRE', KEYS[1], math.ceil(period))
return 0
