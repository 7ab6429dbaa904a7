/** An MPU-6050: accelerometer, gyroscope and thermometer on I2C. After InvenSense RM-MPU-6000A. */
import { RegisterFile } from './registers.js';

const GYRO_CONFIG = 0x1b;
const ACCEL_CONFIG = 0x1c;
const ACCEL_OUT = 0x3b;
const TEMP_OUT = 0x41;
const GYRO_OUT = 0x43;
const PWR_MGMT_1 = 0x6b;
const RESET = 0x80;
const SLEEP = 0x40;
const WHO_AM_I = 0x75;
/** Counts per g and per degree per second in the narrowest range; each wider one halves them. */
const COUNTS_PER_G = 16_384;
const COUNTS_PER_DEG_S = 131;

export class Mpu6050 extends RegisterFile {
  /** What the chip feels along x, y and z, in g; at rest gravity pushes up on z. */
  readonly acceleration_g = new Float64Array([0, 0, 1]);
  /** How it turns about x, y and z, in degrees per second. */
  readonly rotation_deg_s = new Float64Array(3);
  temperature_c = 25;

  constructor() {
    super();
    this.powerUp();
  }

  override read(count: number): number[] {
    if (!((this.registers[PWR_MGMT_1] as number) & SLEEP)) this.#measure();
    return super.read(count);
  }

  protected override onWrite(register: number, value: number): void {
    if (register === WHO_AM_I) return;
    if (register === PWR_MGMT_1 && value & RESET) this.powerUp();
    else super.onWrite(register, value);
  }

  override powerUp(): void {
    super.powerUp();
    this.registers[PWR_MGMT_1] = SLEEP;
    this.registers[WHO_AM_I] = 0x68;
  }

  #measure(): void {
    const per_g = COUNTS_PER_G >> this.#range(ACCEL_CONFIG);
    const per_deg_s = COUNTS_PER_DEG_S / (1 << this.#range(GYRO_CONFIG));
    for (let axis = 0; axis < 3; axis++) {
      this.setInt16(ACCEL_OUT + 2 * axis, (this.acceleration_g[axis] as number) * per_g);
      this.setInt16(GYRO_OUT + 2 * axis, (this.rotation_deg_s[axis] as number) * per_deg_s);
    }
    this.setInt16(TEMP_OUT, (this.temperature_c - 36.53) * 340);
  }

  #range(config: number): number {
    return ((this.registers[config] as number) >> 3) & 3;
  }
}
