// The twin of engine/chance.ts, engine/elementary.ts and engine/sample.ts: the same operations in the same order, so the same bits.
import { float } from './memory'

/** A number above 0 and below 1: Threefry-2x32-13 of the key and (item, count). */
export function uniform(key0: i32, key1: i32, item: i32, count: i32): f64 {
  const key2 = 0x1bd11bda ^ key0 ^ key1
  let a = item + key0
  let b = count + key1
  a += b
  b = rotl<i32>(b, 13) ^ a
  a += b
  b = rotl<i32>(b, 15) ^ a
  a += b
  b = rotl<i32>(b, 26) ^ a
  a += b
  b = rotl<i32>(b, 6) ^ a
  a += key1
  b += key2 + 1
  a += b
  b = rotl<i32>(b, 17) ^ a
  a += b
  b = rotl<i32>(b, 29) ^ a
  a += b
  b = rotl<i32>(b, 16) ^ a
  a += b
  b = rotl<i32>(b, 24) ^ a
  a += key2
  b += key0 + 2
  a += b
  b = rotl<i32>(b, 13) ^ a
  a += b
  b = rotl<i32>(b, 15) ^ a
  a += b
  b = rotl<i32>(b, 26) ^ a
  a += b
  b = rotl<i32>(b, 6) ^ a
  a += key0
  b += key1 + 3
  a += b
  b = rotl<i32>(b, 17) ^ a
  return between(a, b)
}

/** 52 random bits as a number above 0 and below 1. */
@inline
function between(a: i32, b: i32): f64 {
  return (<f64>(<u32>a >>> 6) * 67108864 + <f64>(<u32>b >>> 6) + 0.5) * 2.220446049250313e-16
}

const ln2High: f64 = 0.6931471803691238
const ln2Low: f64 = 1.9082149292705877e-10

/** 2^k for -1022 <= k <= 1023. */
@inline
function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>(<u64>(k + 1023) << 52)
}

/** Natural logarithm. */
export function log(x: f64): f64 {
  if (!(x > 0)) return x == 0 ? -Infinity : NaN
  if (x == Infinity) return Infinity
  let k: i32 = -1023
  let bits = reinterpret<u64>(x)
  if (<u32>(bits >> 32) < 0x00100000) {
    k -= 54
    x *= 18014398509481984
    bits = reinterpret<u64>(x)
  }
  const top = <u32>(bits >> 32)
  const carry = ((top & 0x000fffff) + 0x95f64) & 0x100000
  k += <i32>((top >> 20) + (carry >> 20))
  const f = reinterpret<f64>((bits & 0x000fffffffffffff) | (<u64>(carry ^ 0x3ff00000) << 32)) - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const t1 = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const t2 = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const r = t2 + t1
  const half = 0.5 * f * f
  return <f64>k * ln2High - (half - (s * (half + r) + <f64>k * ln2Low) - f)
}

/** Exponential function. */
function exp(x: f64): f64 {
  if (x != x) return x
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019411) return 0
  const k = floor<f64>(x * 1.4426950408889634 + 0.5)
  const hi = x - k * ln2High
  const lo = k * ln2Low
  const r = hi - lo
  const t = r * r
  const c =
    r -
    t *
      (0.16666666666666602 +
        t * (-0.0027777777777015593 + t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))))
  return scale(1 - (lo - (r * c) / (2 - c) - hi), <i32>k)
}

function scale(y: f64, k: i32): f64 {
  if (k > 1023) return y * powerOfTwo(1023) * powerOfTwo(k - 1023)
  if (k < -1021) return y * powerOfTwo(k + 60) * powerOfTwo(-60)
  return y * powerOfTwo(k)
}

/** The value below which a standard normal variable lies with probability p. */
function normalQuantile(p: f64): f64 {
  const q = p - 0.5
  if (abs<f64>(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r + 13731.69376550946) * r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852546 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r + 5394.196021424751) * r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    )
  }
  let r = sqrt<f64>(-log(q < 0 ? p : 1 - p))
  let value: f64
  if (r <= 5) {
    r -= 1.6
    value =
      (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
        1.4234371107496835) /
      (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) * r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
        1)
  } else {
    r -= 5
    value =
      (((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r + 0.026532189526576124) * r +
        0.29656057182850487) *
        r +
        1.7848265399172913) *
        r +
        5.463784911164114) *
        r +
        6.657904643501103) /
      (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r + 0.0007868691311456133) * r +
        0.014875361290850615) *
        r +
        0.1369298809227358) *
        r +
        0.599832206555888) *
        r +
        1)
  }
  return q < 0 ? -value : value
}

/** A duration from a distribution by inversion. */
export function sampleTime(kind: i32, parameters: usize, from: i32, to: i32, u: f64): f64 {
  const first = float(parameters, from)
  switch (kind) {
    case 0:
      return first
    case 1:
      return -first * log(1 - u)
    case 2:
      return first + (float(parameters, from + 1) - first) * u
    case 3:
      return first * exp(float(parameters, from + 1) * normalQuantile(u))
    case 5:
      return u < 1 - first ? 0 : betweenQuantiles(parameters, from + 1, to, (u - (1 - first)) / first)
    default:
      return betweenQuantiles(parameters, from, to, u)
  }
}

function betweenQuantiles(parameters: usize, from: i32, to: i32, u: f64): f64 {
  const place = u * <f64>(to - from - 1)
  const below = min<i32>(<i32>floor<f64>(place), to - from - 2)
  const low = float(parameters, from + below)
  return low + (float(parameters, from + below + 1) - low) * (place - <f64>below)
}
