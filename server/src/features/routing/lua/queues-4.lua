-- Keeps those who wait in their order, and the first of every queue in the order of all. A part of what moves anybody.
-- KEYS  as of whatever this is a part of, of which  3 queues  4 fronts
-- ARGV  none of its own
-- Returns nothing: placeOf, readFront, nextIn, enterQueue and leaveQueue are what the rest uses
-- Invariant  fronts has the first of every queue in which somebody waits, and nobody else

-- As text that sorts like the score, which may be below zero, and then by id.
local function placeOf(score, id) return string.format('%015.0f %s', score + 1e14, id) end

local function readFront(front)
  local score, id, queue = string.match(front, '^(%d+) (%S+) (.*)$')
  return { score = tonumber(score) - 1e14, id = id, queue = queue }
end

-- The places of those in front, or behind a place, in order.
local function nextIn(queue, place, count)
  local from = place and '(' .. queue .. ' ' .. place or '[' .. queue .. ' '
  local found = redis.call('ZRANGEBYLEX', KEYS[3], from, '(' .. queue .. '!', 'LIMIT', 0, count or 1)
  for n, member in ipairs(found) do found[n] = string.sub(member, #queue + 2) end
  return found
end

local function enterQueue(queue, score, id)
  local place = placeOf(score, id)
  redis.call('ZADD', KEYS[3], 0, queue .. ' ' .. place)
  local first = nextIn(queue, nil, 2)
  if first[1] ~= place then return end
  if first[2] then redis.call('ZREM', KEYS[4], first[2] .. ' ' .. queue) end
  redis.call('ZADD', KEYS[4], 0, place .. ' ' .. queue)
end

local function leaveQueue(queue, score, id)
  local place = placeOf(score, id)
  redis.call('ZREM', KEYS[3], queue .. ' ' .. place)
  if redis.call('ZREM', KEYS[4], place .. ' ' .. queue) == 0 then return end
  local first = nextIn(queue)[1]
  if first then redis.call('ZADD', KEYS[4], 0, first .. ' ' .. queue) end
end
