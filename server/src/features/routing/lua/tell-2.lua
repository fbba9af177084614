-- Notes what visitors are about to be told, and says which of it is new.
-- KEYS  1 generation  2 told places
-- ARGV  1 expected generation  2... pairs of item id and place
-- Returns the ids whose place differs from what was told last  -1 not ready
-- Invariant  a change is returned to one caller only
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local changed = {}
for i = 2, #ARGV, 2 do
  if redis.call('HGET', KEYS[2], ARGV[i]) ~= ARGV[i + 1] then
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
    changed[#changed + 1] = ARGV[i]
  end
end
return changed
