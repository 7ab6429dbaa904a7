/** A simulated I2C bus: devices answer at their addresses; where none is, nobody acknowledges. */

export interface I2cDevice {
  /** The bytes of one write transaction, the register first. */
  write(bytes: readonly number[]): void;
  /** So many bytes, from where the last write pointed. */
  read(count: number): number[];
}

export class I2cBus {
  readonly #devices = new Map<number, I2cDevice>();

  attach(address: number, device: I2cDevice): void {
    this.#devices.set(address, device);
  }

  detach(address: number): void {
    this.#devices.delete(address);
  }

  /** False where nobody acknowledges. */
  write(address: number, bytes: readonly number[]): boolean {
    const device = this.#devices.get(address);
    device?.write(bytes.map((byte) => byte & 0xff));
    return device !== undefined;
  }

  /** Undefined where nobody acknowledges. */
  read(address: number, register: number | null, count: number): number[] | undefined {
    const device = this.#devices.get(address);
    if (device && register !== null) device.write([register & 0xff]);
    return device?.read(count);
  }
}
