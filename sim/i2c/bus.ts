/** A simulated I2C bus: devices answer at their addresses; where none is, nobody acknowledges. */

export interface I2cDevice {
  /** The bytes of one write transaction, the register first. */
  write(bytes: readonly number[]): void;
  /** So many bytes, from where the last write pointed. */
  read(count: number): number[];
  /** It is as when it first got power. */
  powerUp(): void;
}

export class I2cBus {
  readonly #devices = new Map<number, I2cDevice>();
  readonly #silent = new Set<number>();

  attach(address: number, device: I2cDevice): void {
    this.#devices.set(address, device);
  }

  detach(address: number): void {
    this.#devices.delete(address);
  }

  /** The device acknowledges nothing any more. */
  silence(address: number): void {
    this.#silent.add(address);
  }

  speak(address: number): void {
    this.#silent.delete(address);
  }

  powerUp(): void {
    for (const device of this.#devices.values()) device.powerUp();
  }

  /** False where nobody acknowledges. */
  write(address: number, bytes: readonly number[]): boolean {
    const device = this.#at(address);
    device?.write(bytes.map((byte) => byte & 0xff));
    return device !== undefined;
  }

  /** Undefined where nobody acknowledges. */
  read(address: number, register: number | null, count: number): number[] | undefined {
    const device = this.#at(address);
    if (device && register !== null) device.write([register & 0xff]);
    return device?.read(count);
  }

  #at(address: number): I2cDevice | undefined {
    return this.#silent.has(address) ? undefined : this.#devices.get(address);
  }
}
