/** Chance for the tests of statistics, none of the engine's: Park and Miller's generator, and normal numbers by Box and Muller. */
export class Luck {
  private state: number

  constructor(seed: number) {
    this.state = (seed % 2147483646) + 1
  }

  uniform(): number {
    this.state = (this.state * 48271) % 2147483647
    return this.state / 2147483647
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }
}
