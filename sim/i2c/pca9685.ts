/** A PCA9685: sixteen 12-bit PWM outputs on I2C. After the NXP data sheet, revision 4. */
import { RegisterFile } from './registers.js';

const MODE1 = 0x00;
const SLEEP = 0x10;
const AUTO_INCREMENT = 0x20;
const LED0 = 0x06;
const CHANNELS = 16;
const ALL_LED = 0xfa;
const PRESCALE = 0xfe;
/** Bit 4 of a high byte: fully on, or fully off, whatever the counts. */
const FULL = 0x10;
const OSCILLATOR_HZ = 25_000_000;
const COUNTS = 4096;

export class Pca9685 extends RegisterFile {
  constructor() {
    super();
    this.powerUp();
  }

  override powerUp(): void {
    super.powerUp();
    this.registers[MODE1] = SLEEP | 0x01;
    this.registers[0x01] = 0x04;
    this.registers[PRESCALE] = 0x1e;
    for (let channel = 0; channel < CHANNELS; channel++) {
      this.registers[LED0 + 4 * channel + 3] = FULL;
    }
  }

  get frequency_hz(): number {
    return OSCILLATOR_HZ / (COUNTS * ((this.registers[PRESCALE] as number) + 1));
  }

  /** Share of the period for which a channel is high, 0 to 1; 0 while the chip sleeps. */
  duty(channel: number): number {
    const base = LED0 + 4 * channel;
    const [on_low, on_high, off_low, off_high] = this.registers.subarray(base, base + 4);
    if ((this.registers[MODE1] as number) & SLEEP || (off_high as number) & FULL) return 0;
    if ((on_high as number) & FULL) return 1;
    const on = (on_low as number) | (((on_high as number) & 0x0f) << 8);
    const off = (off_low as number) | (((off_high as number) & 0x0f) << 8);
    return ((off - on + COUNTS) % COUNTS) / COUNTS;
  }

  /** How long a channel is high in each period, in microseconds: what a servo sees. */
  pulse_us(channel: number): number {
    return (this.duty(channel) * 1e6) / this.frequency_hz;
  }

  protected override get autoIncrement(): boolean {
    return ((this.registers[MODE1] as number) & AUTO_INCREMENT) !== 0;
  }

  protected override onWrite(register: number, value: number): void {
    if (register === PRESCALE) {
      const asleep = (this.registers[MODE1] as number) & SLEEP;
      if (asleep) this.registers[PRESCALE] = Math.max(3, value);
    } else if (register >= ALL_LED && register < ALL_LED + 4) {
      for (let channel = 0; channel < CHANNELS; channel++) {
        this.registers[LED0 + 4 * channel + register - ALL_LED] = value;
      }
    } else super.onWrite(register, value);
  }
}
