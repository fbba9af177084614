-- Takes tokens that were spent already, in one process or another, from a bucket that refills steadily.
-- KEYS[1] the bucket, a hash { tokens, at }
-- ARGV[1] now, Unix milliseconds
-- ARGV[2] how many tokens the full bucket holds
-- ARGV[3] milliseconds in which an empty bucket becomes full
-- ARGV[4] tokens that were spent
-- Returns the tokens left as text; below zero when more were spent than there were.
-- Invariant: -capacity <= tokens <= capacity, so that nobody pays off a debt for longer than two periods; an untouched
-- bucket is gone once it would be full.
local now, capacity, period, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local stored = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(stored[1]) or capacity, tonumber(stored[2]) or now

-- A node whose clock is behind must not empty the bucket.
local elapsed = math.max(0, now - at)
tokens = math.max(-capacity, math.min(capacity, tokens + elapsed * capacity / period) - cost)

redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(math.max(now, at)))
redis.call('PEXPIRE', KEYS[1], math.ceil(period * 2))
return tostring(tokens)
