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
const low = 1 - high

const ln2High = 6.93147180369123816490e-1
const ln2Low = 1.90821492927058770002e-10

/** Natural logarithm; -Infinity at 0, NaN below. Error below 1 ulp. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return Infinity
  let k = 0
  float[0] = x
  if (words[high]! < 0x00100000) {
    k = -54
    float[0] = x * 18014398509481984
  }
  let top = words[high]!
  k += (top >>> 20) - 1023
  top &= 0x000fffff
  const i = (top + 0x95f64) & 0x100000
  words[high] = top | (i ^ 0x3ff00000)
  k += i >>> 20
  const f = float[0]! - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const t1 = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
  const t2 = z * (0.6666666666666735130 + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)))
  const r = t2 + t1
  const half = 0.5 * f * f
  return k * ln2High - (half - (s * (half + r) + k * ln2Low) - f)
}

/** Exponential function. Error below 1 ulp. */
export function exp(x: number): number {
  if (x !== x) return x
  if (x > 709.782712893383973096) return Infinity
  if (x < -745.13321910194110842) return 0
  const k = Math.floor(x * 1.44269504088896338700 + 0.5)
  const hi = x - k * ln2High
  const lo = k * ln2Low
  const r = hi - lo
  const t = r * r
  const c = r - t * (0.166666666666666019037 + t * (-0.00277777777770155933842 + t * (6.61375632143793436117e-5 + t * (-1.65339022054652515390e-6 + t * 4.13813679705723846039e-8))))
  const y = 1 - (lo - (r * c) / (2 - c) - hi)
  return scale(y, k)
}

/** y · 2^k for y near 1, in two steps so that results below the normal range are rounded once. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * powerOfTwo(1023) * powerOfTwo(k - 1023)
  if (k < -1021) return y * powerOfTwo(k + 60) * powerOfTwo(-60)
  return y * powerOfTwo(k)
}

function powerOfTwo(k: number): number {
  words[low] = 0
  words[high] = (k + 1023) << 20
  return float[0]!
}

/** The value below which a standard normal variable lies with probability p, 0 < p < 1. Relative error about 1e-16 (AS 241, PPND16). */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608))
      / (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1)
  }
  let r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  let value: number
  if (r <= 5) {
    r -= 1.6
    value = (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734)
      / (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1)
  } else {
    r -= 5
    value = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772)
      / (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1)
  }
  return q < 0 ? -value : value
}
