/** A chip as most are: a file of byte registers, a pointer that the first byte written sets. */
import type { I2cDevice } from './bus.js';

export class RegisterFile implements I2cDevice {
  readonly registers = new Uint8Array(256);
  #pointer = 0;

  write(bytes: readonly number[]): void {
    if (bytes.length === 0) return;
    this.#pointer = bytes[0] as number;
    for (let i = 1; i < bytes.length; i++) {
      this.onWrite(this.#pointer, bytes[i] as number);
      this.#advance();
    }
  }

  read(count: number): number[] {
    return Array.from({ length: count }, () => {
      const value = this.onRead(this.#pointer);
      this.#advance();
      return value;
    });
  }

  powerUp(): void {
    this.registers.fill(0);
  }

  /** What a written byte does; chips refine it. */
  protected onWrite(register: number, value: number): void {
    this.registers[register] = value;
  }

  /** What a read byte is; chips refine it. */
  protected onRead(register: number): number {
    return this.registers[register] as number;
  }

  /** Whether the pointer moves on after each byte; chips refine it. */
  protected get autoIncrement(): boolean {
    return true;
  }

  /** A signed 16-bit value, high byte first, as sensors keep them. */
  protected setInt16(register: number, value: number): void {
    const limited = Math.max(-32_768, Math.min(32_767, Math.round(value)));
    this.registers[register] = (limited >> 8) & 0xff;
    this.registers[register + 1] = limited & 0xff;
  }

  #advance(): void {
    if (this.autoIncrement) this.#pointer = (this.#pointer + 1) & 0xff;
  }
}
