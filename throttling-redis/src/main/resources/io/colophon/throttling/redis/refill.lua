-- One refill: what a gateway spent and gives back of its leases, and what it asks for. All in one
-- step, with the server's time. Reckons as io.colophon.throttling.lease.LeaseBook does.
--
-- KEYS[1]: the store (hash). KEYS[2..]: the limits (hashes), in the order of the call.
-- ARGV: the call (14 values), then 19 values for each limit.
-- Amounts go to 2^60 and beyond what a double holds: they are lists of digits to base 10^7, lowest
-- first. Times are in microseconds, below 2^53.

local BASE, DIGITS = 10000000, 7

local function big(text)
  local n, i = {}, #text
  while i > 0 do
    n[#n + 1] = tonumber(string.sub(text, math.max(1, i - DIGITS + 1), i))
    i = i - DIGITS
  end
  while #n > 1 and n[#n] == 0 do n[#n] = nil end
  return n
end

local function text(n)
  local parts = { string.format('%.0f', n[#n]) }
  for i = #n - 1, 1, -1 do parts[#parts + 1] = string.format('%07.0f', n[i]) end
  return table.concat(parts)
end

local function compare(a, b)
  if #a ~= #b then return #a < #b and -1 or 1 end
  for i = #a, 1, -1 do
    if a[i] ~= b[i] then return a[i] < b[i] and -1 or 1 end
  end
  return 0
end

local function add(a, b)
  local n, carry = {}, 0
  for i = 1, math.max(#a, #b) do
    local sum = (a[i] or 0) + (b[i] or 0) + carry
    carry = sum >= BASE and 1 or 0
    n[i] = sum - carry * BASE
  end
  if carry > 0 then n[#n + 1] = carry end
  return n
end

-- The difference, or 0 where b is larger.
local function less(a, b)
  if compare(a, b) <= 0 then return { 0 } end
  local n, borrow = {}, 0
  for i = 1, #a do
    local diff = a[i] - (b[i] or 0) - borrow
    borrow = diff < 0 and 1 or 0
    n[i] = diff + borrow * BASE
  end
  while #n > 1 and n[#n] == 0 do n[#n] = nil end
  return n
end

local function times(a, b)
  local n = {}
  for i = 1, #a + #b do n[i] = 0 end
  for i = 1, #a do
    local carry = 0
    for j = 1, #b do
      local sum = n[i + j - 1] + a[i] * b[j] + carry
      carry = math.floor(sum / BASE)
      n[i + j - 1] = sum - carry * BASE
    end
    n[i + #b] = n[i + #b] + carry
  end
  while #n > 1 and n[#n] == 0 do n[#n] = nil end
  return n
end

-- Quotient and remainder by a number up to 10^6.
local function divide(a, by)
  local n, rest = {}, 0
  for i = #a, 1, -1 do
    local part = rest * BASE + a[i]
    n[i] = math.floor(part / by)
    rest = part - n[i] * by
  end
  while #n > 1 and n[#n] == 0 do n[#n] = nil end
  return n, rest
end

local function number(value) return big(string.format('%.0f', value)) end
local function double(n)
  local value = 0
  for i = #n, 1, -1 do value = value * BASE + n[i] end
  return value
end
local function largest(a, b) return compare(a, b) >= 0 and a or b end
local function smallest(a, b) return compare(a, b) <= 0 and a or b end
local function positive(a) return #a > 1 or a[1] > 0 end

local ZERO, ONE, MOST = { 0 }, { 1 }, big('1152921504606846976')
local NEVER = 315360000000000

-- Days and months in UTC, after Howard Hinnant's algorithms for the civil calendar.
local function window_of(kind, millis)
  local day = math.floor(millis / 86400000)
  if kind == 'DAY' then return day end
  if kind ~= 'MONTH' then return 0 end
  local z = day + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524)
    - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local month = mp < 10 and mp + 3 or mp - 9
  local year = yoe + era * 400 + (month <= 2 and 1 or 0)
  return year * 12 + month - 1
end

local function start_of(kind, window)
  if kind == 'DAY' then return window * 86400000 end
  local year, month = math.floor(window / 12), window % 12 + 1
  if month <= 2 then year = year - 1 end
  local era = math.floor(year / 400)
  local yoe = year - era * 400
  local doy = math.floor((153 * (month > 2 and month - 3 or month + 9) + 2) / 5)
  local doe = yoe * 365 + math.floor(yoe / 4) - math.floor(yoe / 100) + doy
  return (era * 146097 + doe - 719468) * 86400000
end

-- The call.
local at = 0
local function take() at = at + 1; return ARGV[at] end
local channel = take()
local fixed = take()
local node, nodes = take(), tonumber(take())
local epoch, next_epoch = tonumber(take()), take()
local ready = take() == '1'
local elapsed = tonumber(take())
local lease_micros, slot_micros = tonumber(take()), tonumber(take())
local place, safe_micros = tonumber(take()), tonumber(take())
local leaves = take() == '1'
local count = tonumber(take())

local wall, millis
if fixed == '' then
  local time = redis.call('TIME')
  wall = tonumber(time[1]) * 1000000 + tonumber(time[2])
  millis = math.floor(wall / 1000)
else
  wall = tonumber(fixed)
  millis = math.floor(wall / 1000)
end

-- The store: its life, and a clock that never goes back nor faster than its callers'.
local store = {}
local flat = redis.call('HGETALL', KEYS[1])
for i = 1, #flat, 2 do store[flat[i]] = flat[i + 1] end
local change = {}
local function set(field, value)
  store[field] = value
  change[#change + 1] = field
  change[#change + 1] = value
end
local clock
if not store.epoch then
  clock = 0
  set('epoch', next_epoch)
  set('born', '0')
  set('open', '0')
else
  local step = math.max(0, wall - tonumber(store.wall))
  if elapsed >= 0 then step = math.min(step, elapsed) end
  clock = tonumber(store.clock) + step
end
set('wall', string.format('%.0f', wall))
set('clock', string.format('%.0f', clock))
local born = tonumber(store.born)

local answer = { store.epoch }
if epoch ~= tonumber(store.epoch) and not (epoch == 0 and ready) then
  redis.call('HSET', KEYS[1], unpack(change))
  answer[2] = store.open == '0' and '0' or '1'
  answer[3] = '-1'
  return answer
end

-- All are heard before the life begins to give, or it begins without those who are missing; then
-- slots are closed until all run at the same time, which proves that nobody else does.
if store.open ~= '2' then
  local own = 'roll:' .. node
  for field, value in pairs(store) do
    if string.sub(field, 1, 5) == 'roll:' then
      local last = string.match(value, '^%d+ (%d+)$')
      if not last or (store.open == '1' and tonumber(last) + lease_micros <= clock)
        or (leaves and field == own) then
        redis.call('HDEL', KEYS[1], field)
        store[field] = nil
      end
    end
  end
  if ready and not leaves then
    local now = string.format('%.0f', clock)
    set(own, string.match(store[own] or now, '^%d+') .. ' ' .. now)
  end
  local heard, newest, oldest = 0, 0, clock
  for field, value in pairs(store) do
    if string.sub(field, 1, 5) == 'roll:' then
      local first, last = string.match(value, '^(%d+) (%d+)$')
      heard = heard + 1
      newest = math.max(newest, tonumber(first))
      oldest = math.min(oldest, tonumber(last))
    end
  end
  if heard >= nodes and (store.open == '0' or oldest >= newest) then
    set('open', '2')
  elseif store.open == '0' and clock - born >= lease_micros then
    set('open', '1')
  end
end
local open, complete = store.open ~= '0', store.open == '2'

-- Places of what is set aside.
local mine = -1
if place ~= -2 then
  local taken = {}
  for field, value in pairs(store) do
    if string.sub(field, 1, 6) == 'place:' then
      local till, who = string.match(value, '^(%d+) (.*)$')
      local index = tonumber(string.sub(field, 7))
      if tonumber(till) <= clock or (who == node and leaves) then
        redis.call('HDEL', KEYS[1], field)
      else
        taken[index] = true
        if who == node then mine = index end
      end
    end
  end
  if not leaves then
    if mine < 0 and place >= 0 and place < nodes and not taken[place] then mine = place end
    if mine < 0 and (complete or clock - born >= safe_micros + slot_micros) then
      for index = 0, nodes - 1 do
        if mine < 0 and not taken[index] then mine = index end
      end
    end
    if mine >= 0 then
      set('place:' .. mine, string.format('%.0f %s', clock + safe_micros + slot_micros, node))
    end
  else
    mine = -1
  end
end

answer[2] = open and '1' or '0'
answer[3] = tostring(mine)

local function refill(key)
  local id, kind = take(), take()
  local capacity, amount = big(take()), big(take())
  local session, begins = tonumber(take()), take() == '1'
  local known, spent, returned, claim = big(take()), big(take()), big(take()), big(take())
  local room, least, want, pace = big(take()), big(take()), big(take()), big(take())
  local prefetch, seed, seed_window = take() == '1', big(take()), tonumber(take())
  local aside = big(take())
  local flags, life = take(), nil
  local last = string.sub(flags, 1, 1) == '1'
  life = string.sub(flags, 3)
  local window = ({ SECOND = 1000000, MINUTE = 60000000, HOUR = 3600000000 })[kind]
  local slots, calendar = kind == 'AT_ONCE', kind == 'DAY' or kind == 'MONTH'

  local state, leases = {}, {}
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    if string.sub(fields[i], 1, 2) == 'n:' then
      local s, g, p, r, e, u = string.match(fields[i + 1], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
      leases[string.sub(fields[i], 3)] = { session = tonumber(s), granted = big(g), spent = big(p),
        returned = big(r), expires = tonumber(e), short = tonumber(u) }
    else
      state[fields[i]] = fields[i + 1]
    end
  end
  local created = #fields == 0
  local used = big(state.used or '0')
  local fraction = tonumber(state.fraction or '0')
  local moment = tonumber(state.at or clock)
  local current = tonumber(state.window or window_of(kind, millis))
  local seeded = big(state.seeded or '0')
  local settled = state.settled == '1'
  local gone, folded = {}, {}

  local function outstanding(l) return less(l.granted, add(l.spent, l.returned)) end
  local function leased()
    local sum = ZERO
    for _, l in pairs(leases) do sum = add(sum, outstanding(l)) end
    return sum
  end
  local function use(n) used = smallest(MOST, add(used, n)) end
  -- Reserves of gateways that were not heard of in this life are held back.
  local keeps, reserve = positive(aside), divide(aside, nodes)
  if complete or clock - born >= safe_micros then aside = ZERO end
  local function free() return less(capacity, add(aside, add(used, leased()))) end
  local function fold(name)
    if not slots then use(outstanding(leases[name])) end
    leases[name] = nil
    gone[#gone + 1] = 'n:' .. name
  end

  -- Leases that have ended count as spent, and of one whose gateway was not heard of for a lease's
  -- time what is beyond its reserve.
  local function finish(moment)
    local over = {}
    for name, l in pairs(leases) do
      if l.expires <= moment then over[#over + 1] = name end
    end
    for _, name in ipairs(over) do fold(name) end
    if not positive(reserve) then return end
    for name, l in pairs(leases) do
      local excess = less(outstanding(l), reserve)
      if l.expires - (safe_micros - lease_micros) <= moment and positive(excess) then
        use(excess)
        l.spent = add(l.spent, excess)
        folded[#folded + 1] = name
      end
    end
  end

  -- Let flow back.
  if calendar then
    local now = window_of(kind, millis)
    if now > current then
      -- What ended before the window began is no part of it.
      finish(clock - (millis - start_of(kind, now)) * 1000)
      current, used = now, ZERO
    end
  elseif window and clock > moment then
    local product = add(times(number(clock - moment), amount), number(fraction))
    local seconds = window / 1000000
    local part, low = divide(product, seconds)
    local back, high = divide(part, 1000000)
    if compare(back, used) >= 0 then
      used, fraction = ZERO, 0
    else
      used, fraction = less(used, back), high * seconds + low
    end
    moment = clock
  end

  local before = free()
  finish(clock)
  local own = leases[node]
  if own and session > own.session then
    fold(node)
    own = nil
  end

  local function save()
    local values = { 'used', text(used), 'fraction', string.format('%.0f', fraction),
      'at', string.format('%.0f', moment), 'window', tostring(current), 'seeded', text(seeded),
      'settled', settled and '1' or '0' }
    local function put(name, l)
      values[#values + 1] = 'n:' .. name
      values[#values + 1] = string.format('%.0f %s %s %s %.0f %.0f', l.session,
        text(l.granted), text(l.spent), text(l.returned), l.expires, l.short)
    end
    if own then put(node, own) end
    for _, name in ipairs(folded) do
      if leases[name] and leases[name] ~= own then put(name, leases[name]) end
    end
    if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
    redis.call('HSET', key, unpack(values))
    redis.call('PEXPIRE', key, life)
  end
  local function say(outcome, known_session, granted, held, wait, wanted)
    local values = { outcome, string.format('%.0f', known_session), text(granted), text(used),
      text(leased()), text(held), tostring(current), wait, wanted and '1' or '0' }
    for _, value in ipairs(values) do answer[#answer + 1] = value end
  end

  if own and session < own.session then
    own = nil
    save()
    return say('OVER', leases[node].session, ZERO, ZERO, '0', false)
  end
  if not own then
    if not begins then
      if not created then save() end
      return say(created and 'ABSENT' or 'OVER', session, ZERO, ZERO, '0', false)
    end
    own = { session = session, granted = claim, spent = ZERO, returned = ZERO, expires = 0, short = 0 }
    leases[node] = own
    local part = smallest(seeded, claim)
    used, seeded = less(used, part), less(seeded, part)
    local missing = less(seed, add(used, leased()))
    if positive(missing) and seed_window == current then
      use(missing)
      seeded = add(seeded, missing)
    end
  end

  -- Report. What was settled beyond the lease is used as well: the lease grows by the debt.
  if compare(spent, own.spent) > 0 then
    if not slots then use(less(spent, own.spent)) end
    own.spent = spent
  end
  own.returned = largest(own.returned, returned)
  own.granted = largest(own.granted, add(own.spent, own.returned))

  local may_give = open and (complete or not slots or clock - born >= slot_micros)
  if may_give then
    seeded = ZERO
    if not settled then
      settled = true
      if window and not complete and positive(amount) then
        local drain = double(capacity) * window / double(amount) + 1
        if clock < born + lease_micros + drain then used = largest(used, less(capacity, leased())) end
      end
    end
  end

  own.expires = math.max(own.expires, clock + (slots and slot_micros or keeps and safe_micros or lease_micros))
  local missed = less(own.granted, known)
  local needed = less(want, missed)
  local left = free()
  local wanted = false
  for name, l in pairs(leases) do
    if name ~= node and l.short > clock then wanted = true end
  end
  local given = ZERO
  if may_give and positive(left) and not last then
    local share = divide(left, (window and 1 or 2) * nodes)
    local target = largest(ONE, smallest(pace, share))
    local top_up = less(target, add(room, missed))
    if positive(needed) then
      if compare(needed, left) <= 0 then
        given = smallest(left, largest(needed, top_up))
      elseif compare(less(least, missed), left) <= 0 then
        given = left
      end
    elseif prefetch and not wanted then
      given = smallest(left, top_up)
    end
  end
  own.granted = add(own.granted, given)
  left = less(left, given)
  local short = compare(given, needed) < 0
  own.short = short and clock + math.floor(lease_micros / 2) or 0

  local wait = 0
  if short then
    if not may_give then
      wait = math.min(200000, math.floor(lease_micros / 8) + 1)
    else
      local missing = less(add(largest(ONE, less(least, missed)), add(aside, add(used, leased()))), capacity)
      if not positive(missing) then
        wait = 0
      elseif slots or compare(missing, used) > 0 then
        wait = -1
      elseif calendar then
        wait = math.max(1, (start_of(kind, current + 1) - millis) * 1000)
      elseif positive(amount) then
        wait = math.ceil((double(missing) * window - fraction) / double(amount))
        wait = math.max(1, math.min(NEVER, wait))
      else
        wait = NEVER
      end
    end
  end

  local held = outstanding(own)
  local all = leased()
  say('HELD', own.session, own.granted, held, string.format('%.0f', wait), wanted)
  if short and compare(all, held) > 0 then redis.call('PUBLISH', channel, 'w' .. id) end
  if wanted and positive(left) and compare(left, before) > 0 then
    redis.call('PUBLISH', channel, 'r' .. id)
  end
  if last and not positive(held) then
    gone[#gone + 1] = 'n:' .. node
    leases[node], own = nil, nil
  end
  save()
end

for i = 1, count do refill(KEYS[i + 1]) end
redis.call('HSET', KEYS[1], unpack(change))
return answer
