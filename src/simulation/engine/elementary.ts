/**
 * Logarithm, exponential and normal quantile from additions and multiplications alone. Engines' own `Math.log` and `Math.exp` differ in the last
 * place between Chromium and Node; these do not, because IEEE 754 fixes every operation they use. After fdlibm (Sun Microsystems, 1993,
 * freely redistributable) and Wichura's algorithm AS 241 (1988).
 */
const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
/** Typed arrays are in the machine's byte order; find which word is the high one. */
float[0] = 1
const high = words[1] === 0x3ff00000 ? 1 : 0

/** 2^(1023 - i): a product with it shifts an exponent, exactly. A table, because a number written in halves and read as a whole stalls a processor. */
const powers = new Float64Array(2048)
for (let i = 0, power = 8.98846567431158e307; i < 2048; i++, power /= 2) powers[i] = power

const ln2High = 0.6931471803691238
const ln2Low = 1.9082149292705877e-10

/** Where the long functions below find their argument and leave their result: an engine would make an object of a number that it hands to a function. */
const register = new Float64Array(1)

/** Natural logarithm; -Infinity at 0, NaN below. Error below 1 ulp. */
export function log(x: number): number {
  register[0] = x
  takeLog()
  return register[0]
}

function takeLog(): void {
  let x = register[0]!
  if (!(x > 0)) {
    register[0] = x === 0 ? -Infinity : NaN
    return
  }
  if (x === Infinity) return
  let k = -1023
  float[0] = x
  if (words[high]! < 0x00100000) {
    k -= 54
    x *= 18014398509481984
    float[0] = x
  }
  const top = words[high]!
  const exponent = (top >>> 20) + ((((top & 0x000fffff) + 0x95f64) & 0x100000) >>> 20)
  k += exponent
  const f = x * powers[exponent]! - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const t1 = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const t2 = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const r = t2 + t1
  const half = 0.5 * f * f
  register[0] = k * ln2High - (half - (s * (half + r) + k * ln2Low) - f)
}

/** Exponential function. Error below 1 ulp. */
export function exp(x: number): number {
  register[0] = x
  takeExp()
  return register[0]
}

function takeExp(): void {
  const x = register[0]!
  if (x !== x) return
  if (x > 709.782712893384 || x < -745.1332191019411) {
    register[0] = x > 0 ? Infinity : 0
    return
  }
  const k = Math.floor(x * 1.4426950408889634 + 0.5)
  const hi = x - k * ln2High
  const lo = k * ln2Low
  const r = hi - lo
  const t = r * r
  const c =
    r -
    t *
      (0.16666666666666602 +
        t * (-0.0027777777777015593 + t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))))
  const y = 1 - (lo - (r * c) / (2 - c) - hi)
  register[0] = scale(y, k)
}

/** y · 2^k for y near 1, in two steps so that results below the normal range are rounded once. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * powers[0]! * powers[2046 - k]!
  if (k < -1021) return y * powers[963 - k]! * powers[1083]!
  return y * powers[1023 - k]!
}

/** The value below which a standard normal variable lies with probability p, 0 < p < 1. Relative error about 1e-16 (AS 241, PPND16). */
export function normalQuantile(p: number): number {
  register[0] = p
  takeNormalQuantile()
  return register[0]
}

function takeNormalQuantile(): void {
  const p = register[0]!
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    register[0] =
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
    return
  }
  let r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  let value: number
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
  register[0] = q < 0 ? -value : value
}
