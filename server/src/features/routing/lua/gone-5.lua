-- Says who holds something and stays away past the grace, or has no account that works.
-- KEYS  1 generation  2 agents  3 leases  4 loads  5 watch
-- ARGV  1 expected generation  2 now (ms)  3 the grace (ms)  4 after how long without a look the grace begins anew (ms)
-- Returns agent ids  -1 not ready
-- Invariant  nobody is gone who could not be heard: after an outage, a flush or a restart everybody has the grace anew
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local now, graceMs = tonumber(ARGV[2]), tonumber(ARGV[3])
local looked = tonumber(redis.call('HGET', KEYS[5], 'looked') or 0)
if now - looked > tonumber(ARGV[4]) then redis.call('HSET', KEYS[5], 'since', ARGV[2]) end
if now > looked then redis.call('HSET', KEYS[5], 'looked', ARGV[2]) end
local since = tonumber(redis.call('HGET', KEYS[5], 'since') or 0)

local gone, loaded = {}, redis.call('HKEYS', KEYS[4])
for first = 1, #loaded, 1000 do
  local last = math.min(first + 999, #loaded)
  local records = redis.call('HMGET', KEYS[2], unpack(loaded, first, last))
  local leases = redis.call('ZMSCORE', KEYS[3], unpack(loaded, first, last))
  for n, record in ipairs(records) do
    local left = math.max(tonumber(leases[n] or 0), since)
    if not record or left + graceMs <= now then gone[#gone + 1] = loaded[first + n - 1] end
  end
end
return gone
