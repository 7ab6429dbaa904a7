/**
 * The simulated board as a johnny-five IO plugin: pins (sim/pins-io.ts), a real I2C bus on which
 * simulated chips answer, and the optional parts of the contract. Replies come in simulated time,
 * at the next advance().
 * Source: rwaldron/io-plugins, README; firmata.js for what it leaves open.
 */
import { RobotError } from '../src/errors.js';
import { I2cBus } from './i2c/bus.js';
import { PinsIo } from './pins-io.js';

type Done = (...args: unknown[]) => void;
type BytesHandler = (bytes: number[]) => void;

interface I2cRead {
  readonly address: number;
  /** null: from wherever the chip's pointer stands. */
  readonly register: number | null;
  readonly count: number;
  readonly event: string;
}

export class SimulatedIo extends PinsIo {
  /** Attach simulated chips here. */
  readonly i2c = new I2cBus();
  readonly SERIAL_PORT_IDs = { HW_SERIAL0: 0x00, SW_SERIAL0: 0x08, DEFAULT: 0x08 };

  #once: I2cRead[] = [];
  #continuous: I2cRead[] = [];
  /** Addresses that did not answer: those to tell of, and those already told of. */
  readonly #silent = new Set<number>();
  readonly #told = new Set<number>();

  // johnny-five copies these onto its own object and calls them there.
  readonly isInput = (pin: string | number) => this.#supports(pin, this.MODES.INPUT);
  readonly isOutput = (pin: string | number) => this.#supports(pin, this.MODES.OUTPUT);
  readonly isAnalog = (pin: string | number) => this.#supports(pin, this.MODES.ANALOG);
  readonly isPwm = (pin: string | number) => this.#supports(pin, this.MODES.PWM);
  readonly isServo = (pin: string | number) => this.#supports(pin, this.MODES.SERVO);

  /** Replies and reports that are due, then new conversions. */
  override advance(now_us: number): void {
    if (this.#once.length > 0) {
      const due = this.#once;
      this.#once = [];
      for (const read of due) this.#reply(read);
    }
    super.advance(now_us);
    if (this.#silent.size > 0) this.#tellSilent();
  }

  override report(): void {
    super.report();
    for (const read of this.#continuous) this.#reply(read);
  }

  override reset(): void {
    super.reset();
    this.#once = [];
    this.#continuous = [];
  }

  override cut(): void {
    super.cut();
    this.i2c.powerUp();
  }

  override restart(): void {
    this.i2c.powerUp();
    super.restart();
  }

  i2cConfig(_options?: unknown): this {
    return this;
  }

  /** (address, bytes) or (address, register, bytes). */
  i2cWrite(address: number, register: number | number[], bytes?: number | number[]): this {
    const rest = bytes === undefined ? [] : bytes;
    return this.#i2cSend(address, ([] as number[]).concat(register, rest));
  }

  i2cWriteReg(address: number, register: number, value: number): this {
    return this.#i2cSend(address, [register, value]);
  }

  /** (address, [register,] count, handler): again at each sampling interval. */
  i2cRead(...args: I2cReadArguments): this {
    const { read, handler } = this.#readRequest(args);
    this.on(read.event, handler);
    if (!this.isPowered) return this;
    this.#continuous.push(read);
    return this;
  }

  /** (address, [register,] count, handler): once. */
  i2cReadOnce(...args: I2cReadArguments): this {
    const { read, handler } = this.#readRequest(args);
    this.once(read.event, handler);
    if (!this.isPowered) return this;
    this.#once.push(read);
    return this;
  }

  i2cStop(device: number | { readonly address: number }): void {
    const address = typeof device === 'number' ? device : device.address;
    for (const read of this.#continuous) {
      if (read.address === address) this.removeAllListeners(read.event);
    }
    this.#continuous = this.#continuous.filter((read) => read.address !== address);
  }

  sendI2CConfig(options?: unknown): this {
    return this.i2cConfig(options);
  }

  sendI2CWriteRequest(address: number, bytes: number[]): this {
    return this.i2cWrite(address, bytes);
  }

  sendI2CReadRequest(address: number, count: number, handler: BytesHandler): this {
    return this.i2cReadOnce(address, count, handler);
  }

  // What follows is optional in the contract. Nothing is wired to it here: it is accepted, and
  // callbacks come, asynchronously, with what an empty connector would give.

  pingRead(_options: unknown, callback?: Done): this {
    return this.#later(callback, 0);
  }

  pulseIn(options: unknown, callback?: Done): this {
    return this.pingRead(options, callback);
  }

  stepperConfig(..._args: unknown[]): this {
    return this;
  }

  /** (device, direction, steps, speed, [acceleration, deceleration,] callback). */
  stepperStep(...args: unknown[]): this {
    return this.#later(args.at(-1), true);
  }

  serialConfig(_options: unknown): this {
    return this;
  }

  serialWrite(_port: number, _bytes: number[]): this {
    return this;
  }

  /** (port, [most bytes,] handler). */
  serialRead(port: number, ...args: unknown[]): this {
    const handler = args.at(-1);
    if (typeof handler === 'function') this.on(`serial-data-${port}`, handler as BytesHandler);
    return this;
  }

  serialStop(port: number): this {
    this.removeAllListeners(`serial-data-${port}`);
    return this;
  }

  serialClose(port: number): this {
    return this.serialStop(port);
  }

  serialFlush(_port: number): this {
    return this;
  }

  serialListen(_port: number): this {
    return this;
  }

  sendOneWireConfig(_pin: number, _parasitic?: boolean): this {
    return this;
  }

  sendOneWireSearch(_pin: number, callback?: Done): this {
    return this.#later(callback, null, []);
  }

  sendOneWireAlarmsSearch(pin: number, callback?: Done): this {
    return this.sendOneWireSearch(pin, callback);
  }

  sendOneWireRead(_pin: number, _device: number[], _count: number, callback?: Done): this {
    return this.#later(callback, null, []);
  }

  sendOneWireReset(_pin: number): this {
    return this;
  }

  sendOneWireWrite(_pin: number, _device: number[], _data: unknown): this {
    return this;
  }

  sendOneWireDelay(_pin: number, _delay: number): this {
    return this;
  }

  sendOneWireWriteAndRead(
    _pin: number,
    _device: number[],
    _data: unknown,
    _count: number,
    callback?: Done,
  ): this {
    return this.#later(callback, null, []);
  }

  sysexCommand(_message: number[]): this {
    return this;
  }

  sysexResponse(_command: number, _handler: Done): this {
    return this;
  }

  #later(callback: unknown, ...args: unknown[]): this {
    if (typeof callback === 'function') process.nextTick(() => callback(...args));
    return this;
  }

  #i2cSend(address: number, bytes: number[]): this {
    if (!this.isPowered) return this;
    if (!this.i2c.write(address, bytes)) this.#silent.add(address);
    else this.#told.delete(address);
    return this;
  }

  #readRequest(args: I2cReadArguments): { read: I2cRead; handler: BytesHandler } {
    const handler = args.at(-1) as BytesHandler;
    const [address, first, second] = args as [number, number, number | BytesHandler];
    const register = typeof second === 'number' ? first : null;
    const count = typeof second === 'number' ? second : first;
    const event = `I2C-reply-${address}-${register ?? 0}`;
    return { read: { address, register, count, event }, handler };
  }

  #reply(read: I2cRead): void {
    const bytes = this.i2c.read(read.address, read.register, read.count);
    if (!bytes) this.#silent.add(read.address);
    else {
      this.#told.delete(read.address);
      this.emit(read.event, bytes);
    }
  }

  /** One error for each address that nobody acknowledged, until somebody answers there. */
  #tellSilent(): void {
    const addresses = [...this.#silent].filter((address) => !this.#told.has(address));
    this.#silent.clear();
    for (const address of addresses) {
      this.#told.add(address);
      this.emit('error', noAnswer(this.name, address));
    }
  }

  #supports(pin: string | number, mode: number): boolean {
    const named = this.pins.find((p) => Object.values(p).includes(pin as never));
    const found = this.pins[this.normalize(pin)] ?? (typeof pin === 'string' ? named : undefined);
    return found?.supportedModes.includes(mode) ?? false;
  }
}

type I2cReadArguments =
  | [address: number, register: number, count: number, handler: BytesHandler]
  | [address: number, count: number, handler: BytesHandler];

function noAnswer(board: string, address: number): RobotError {
  const hex = `0x${address.toString(16).padStart(2, '0')}`;
  return new RobotError({
    code: 'I2C_NO_ANSWER',
    path: `${board} › I2C › ${hex}`,
    got: `nothing answers at ${hex}`,
    allowed: 'the address of a device on the bus',
    remedy: 'Check the address and the wiring of the device.',
  });
}
