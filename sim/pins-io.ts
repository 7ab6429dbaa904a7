/**
 * The simulated board's pins behind johnny-five's IO plugin interface: modes, writes, and samples
 * that are converted at one tick and reported at the next, with the simulated time at which they
 * were true. Nothing happens by itself: advance() moves it.
 */
import { EventEmitter } from 'node:events';
import { RobotError } from '../src/errors.js';
import { RandomStream } from '../src/random.js';
import { FIRST_ANALOG, MODES, makePins, type Pin } from './kit.js';

export interface IoOptions {
  /** Default "Simulated". */
  readonly name?: string;
  /** Default: the simulated kit's. */
  readonly pins?: Pin[];
  /** Draws the converter's noise. Default 0. */
  readonly seed?: number;
  /** Half-width of the converter's triangular noise, in counts; 0 for none. Default 1. */
  readonly noise_counts?: number;
}

/** What goes wrong between the converter and the reader; see sim/faults/schedule.ts. */
export interface SampleFaults {
  /** Gives the samples that arrive instead of this one. */
  deliver(
    pin: number,
    counts: number,
    valid_us: number,
    give: (pin: number, counts: number, valid_us: number) => void,
  ): void;
}

export type ReadHandler = (value: number, valid_us: number) => void;

/** What a pin has or has not; the other modes are software, and any pin may be put into them. */
const HARDWARE_MODES: readonly number[] = [MODES.ANALOG, MODES.PWM];
const ADC_COUNTS = 1023;
const PWM_COUNTS = 255;
const DEFAULT_INTERVAL_MS = 19;
const SHORTEST_INTERVAL_MS = 0.1;
const LONGEST_INTERVAL_MS = 65_535;
/** Servo values below this are degrees, above it microseconds, as in Firmata. */
const SHORTEST_PULSE_US = 544;
const LONGEST_PULSE_US = 2400;

export class PinsIo extends EventEmitter {
  readonly name: string;
  isReady = false;
  readonly MODES = MODES;
  readonly HIGH = 1;
  readonly LOW = 0;
  readonly RESOLUTION = { ADC: ADC_COUNTS, DAC: null, PWM: PWM_COUNTS };
  readonly defaultLed = 13;
  /** Bytes on their way to the device; always 0 here. */
  readonly pending = 0;
  readonly pins: Pin[];
  readonly analogPins: number[];

  /** What the surroundings put on each pin, 0 to 1 of the supply; NaN where nothing is wired. */
  readonly levels: Float64Array;
  faults: SampleFaults | undefined;

  /** Where writes no longer reach the pin what was written last; else undefined. */
  readonly #stuck: (number | undefined)[];
  isPowered = true;
  readonly #noise: RandomStream;
  readonly #noise_counts: number;
  readonly #converted: Float64Array;
  #converted_us = Number.NEGATIVE_INFINITY;
  /** Event names under which each pin is reported. */
  readonly #events: string[][];
  readonly #reported: Float64Array;
  /** 1 where an input that nothing drives reads high. */
  readonly #pulledUp: Uint8Array;
  readonly #servo_us: Float64Array;
  #interval_us = DEFAULT_INTERVAL_MS * 1000;
  #due_us = 0;
  readonly #give = (index: number, counts: number, valid_us: number) =>
    this.#emitTo(index, this.pins[index] as Pin, counts, valid_us);

  constructor(options: IoOptions = {}) {
    super();
    this.name = options.name ?? 'Simulated';
    this.pins = options.pins ?? makePins();
    this.analogPins = this.pins.flatMap((pin, i) => (pin.analogChannel === 127 ? [] : [i]));
    this.levels = new Float64Array(this.pins.length).fill(Number.NaN);
    this.#stuck = this.pins.map(() => undefined);
    this.#noise = new RandomStream(options.seed ?? 0, 'sim/adc');
    this.#noise_counts = options.noise_counts ?? 1;
    this.#converted = new Float64Array(this.pins.length);
    this.#events = this.pins.map(() => []);
    this.#reported = new Float64Array(this.pins.length).fill(Number.NaN);
    this.#pulledUp = new Uint8Array(this.pins.length);
    this.#servo_us = new Float64Array(2 * this.pins.length);
    for (let i = 0; i < this.pins.length; i++) this.#setServoRange(i);
    process.nextTick(() => {
      this.emit('connect');
      this.isReady = true;
      this.emit('ready');
    });
  }

  /** "A0" as its pin number. */
  normalize(pin: string | number): number {
    const analog = /^A(\d+)$/.exec(String(pin));
    if (!analog) return Number(pin);
    return this.analogPins[Number(analog[1])] ?? FIRST_ANALOG + Number(analog[1]);
  }

  pinMode(pin: string | number, mode: number): this {
    const index = mode === MODES.ANALOG ? this.#analogIndex(pin) : this.#index(pin);
    const found = this.pins[index] as Pin;
    const able = found.supportedModes.includes(mode) || !HARDWARE_MODES.includes(mode);
    if (!able) throw this.#unfit(index, mode);
    if (!this.isPowered) return this;
    found.mode = mode;
    this.#pulledUp[index] = mode === MODES.PULLUP ? 1 : 0;
    return this;
  }

  /** On an input, HIGH switches the pull-up on, as on an AVR. */
  digitalWrite(pin: string | number, value: number): this {
    const index = this.#index(pin);
    if (!this.isPowered) return this;
    if ((this.pins[index] as Pin).mode === MODES.INPUT) this.#pulledUp[index] = value ? 1 : 0;
    return this.#write(index, value ? 1 : 0);
  }

  /** Duty, 0 to 255. */
  pwmWrite(pin: string | number, value: number): this {
    return this.#write(pin, Math.max(0, Math.min(PWM_COUNTS, Math.trunc(value))));
  }

  analogWrite(pin: string | number, value: number): this {
    return this.pwmWrite(pin, value);
  }

  /** Below 544: degrees; else the pulse in microseconds. */
  servoWrite(pin: string | number, value: number): this {
    return this.#write(pin, value);
  }

  /** Which pulses 0 and 180 degrees stand for. */
  servoConfig(pin: string | number | ServoRange, min?: number, max?: number): this {
    const range = typeof pin === 'object' ? pin : { pin, min, max };
    const index = this.#index(range.pin);
    if (!this.isPowered) return this;
    (this.pins[index] as Pin).mode = MODES.SERVO;
    this.#setServoRange(index, range.min, range.max);
    return this;
  }

  /** The pulse that a servo pin gives now, in microseconds. */
  servoPulse_us(pin: number): number {
    const { value } = this.pins[pin] as Pin;
    if (value >= SHORTEST_PULSE_US) return value;
    const min = this.#servo_us[2 * pin] as number;
    const max = this.#servo_us[2 * pin + 1] as number;
    return min + (Math.max(0, Math.min(180, value)) / 180) * (max - min);
  }

  /** Calls back with (counts, time at which they were true) at each sampling interval. */
  analogRead(pin: string | number, handler?: ReadHandler): this {
    return this.#read(this.#analogIndex(pin), `analog-read-${pin}`, handler);
  }

  /** Calls back with the level at once and whenever it has changed. */
  digitalRead(pin: string | number, handler?: ReadHandler): this {
    return this.#read(this.#index(pin), `digital-read-${pin}`, handler);
  }

  /** Reports come so often. Default 19 ms, as Firmata's. */
  setSamplingInterval(ms: number): this {
    const limited_ms = Math.max(SHORTEST_INTERVAL_MS, Math.min(LONGEST_INTERVAL_MS, ms));
    this.#interval_us = limited_ms * 1000;
    return this;
  }

  getSamplingInterval(): number {
    return this.#interval_us / 1000;
  }

  queryPinState(pin: string | number, callback: (value: number) => void): this {
    const index = this.#index(pin);
    this.once(`pin-state-${index}`, callback);
    process.nextTick(() => this.emit(`pin-state-${index}`, (this.pins[index] as Pin).value));
    return this;
  }

  /** Every pin as it was at power-up; nothing is reported any more. */
  reset(): void {
    this.#events.forEach((events, index) => {
      const pin = this.pins[index] as Pin;
      events.length = 0;
      pin.report = 0;
      pin.value = 0;
      pin.mode = pin.analogChannel === 127 ? MODES.INPUT : MODES.ANALOG;
      this.#pulledUp[index] = 0;
      this.#setServoRange(index);
      if (this.#stuck[index] !== undefined) this.#stuck[index] = 0;
    });
    this.#interval_us = DEFAULT_INTERVAL_MS * 1000;
    this.#converted_us = Number.NEGATIVE_INFINITY;
  }

  /** It loses its power: pins are driven no longer, and nothing is heard from it. */
  cut(): void {
    this.reset();
    this.isPowered = false;
    this.emit('close');
  }

  /** It starts as at power-up, and says so as Firmata's firmware does when it starts. */
  restart(): void {
    this.reset();
    this.isPowered = true;
    this.emit('reportversion');
  }

  /** Writes no longer reach the pin. */
  stick(pin: number): void {
    this.#stuck[pin] = this.pins[pin]?.value;
  }

  /** What was written last reaches it at last. */
  loosen(pin: number): void {
    (this.pins[pin] as Pin).value = this.#stuck[pin] ?? 0;
    this.#stuck[pin] = undefined;
  }

  /** Reports what is due, then converts what the pins see now. */
  advance(now_us: number): void {
    if (now_us >= this.#due_us) {
      this.report();
      while (this.#due_us <= now_us) this.#due_us += this.#interval_us;
    }
    this.convert(now_us);
  }

  /** Samples every analog input that is read. */
  convert(now_us: number): void {
    for (const index of this.analogPins) {
      if (!(this.pins[index] as Pin).report) continue;
      const level = this.levels[index] as number;
      const exact = Number.isNaN(level) ? 0 : level * ADC_COUNTS;
      const counts = Math.floor(exact + this.#noise_counts * this.#triangular() + 0.5);
      this.#converted[index] = Math.max(0, Math.min(ADC_COUNTS, counts));
    }
    this.#converted_us = now_us;
  }

  /** Emits the last samples of every pin that is read. */
  report(): void {
    for (let index = 0; index < this.pins.length; index++) {
      const pin = this.pins[index] as Pin;
      if (!pin.report) continue;
      if (pin.mode === MODES.ANALOG) this.#reportAnalog(index, pin);
      else this.#reportDigital(index, pin);
    }
  }

  #reportAnalog(index: number, pin: Pin): void {
    const counts = this.#converted[index] as number;
    if (this.faults) this.faults.deliver(index, counts, this.#converted_us, this.#give);
    else this.#emitTo(index, pin, counts, this.#converted_us);
  }

  #reportDigital(index: number, pin: Pin): void {
    const level = this.levels[index] as number;
    const value = Number.isNaN(level) ? (this.#pulledUp[index] as number) : Number(level >= 0.5);
    if (value === this.#reported[index]) return;
    this.#reported[index] = value;
    this.#emitTo(index, pin, value, this.#converted_us);
  }

  #emitTo(index: number, pin: Pin, value: number, valid_us: number): void {
    const events = this.#events[index] as string[];
    pin.value = value;
    for (let i = 0; i < events.length; i++) this.emit(events[i] as string, value, valid_us);
  }

  #read(index: number, event: string, handler: ReadHandler | undefined): this {
    const events = this.#events[index] as string[];
    if (handler) this.on(event, handler);
    if (!this.isPowered) return this;
    if (!events.includes(event)) events.push(event);
    (this.pins[index] as Pin).report = 1;
    this.#reported[index] = Number.NaN;
    return this;
  }

  #write(pin: string | number, value: number): this {
    const index = this.#index(pin);
    if (!this.isPowered) return this;
    if (this.#stuck[index] === undefined) (this.pins[index] as Pin).value = value;
    else this.#stuck[index] = value;
    return this;
  }

  #setServoRange(index: number, min = SHORTEST_PULSE_US, max = LONGEST_PULSE_US): void {
    this.#servo_us[2 * index] = min;
    this.#servo_us[2 * index + 1] = max;
  }

  /** Between -1 and 1, 0 the likeliest. */
  #triangular(): number {
    const draw = this.#noise.u32();
    return ((draw & 0xffff) - (draw >>> 16)) / 65_536;
  }

  /** Analog inputs go by pin ("A0", 14) or, as in Firmata, by channel (0). */
  #analogIndex(pin: string | number): number {
    const index = this.normalize(pin);
    const isAnalog = this.pins[index]?.supportedModes.includes(MODES.ANALOG);
    return this.#index(isAnalog ? index : (this.analogPins[index] ?? index));
  }

  #index(pin: string | number): number {
    const index = this.normalize(pin);
    if (this.pins[index]) return index;
    throw new RobotError({
      code: 'PIN_MISSING',
      path: `${this.name} › pin ${pin}`,
      got: `pin ${pin}`,
      allowed: `0 to ${this.pins.length - 1}, or A0 to A${this.analogPins.length - 1}`,
      remedy: 'Use a pin that the board has.',
    });
  }

  #unfit(index: number, mode: number): RobotError {
    const able = this.pins.flatMap((pin, i) => (pin.supportedModes.includes(mode) ? [i] : []));
    const name = Object.entries(MODES).find(([, value]) => value === mode)?.[0] ?? `mode ${mode}`;
    return new RobotError({
      code: 'PIN_UNSUITABLE',
      path: `${this.name} › pin ${index}`,
      got: `pin ${index} has no ${name} on ${this.name}`,
      allowed: able.length > 0 ? `${able.join(', ')}, which have it` : 'nothing: no pin has it',
      remedy: 'Move the device to a pin that has the mode.',
    });
  }
}

interface ServoRange {
  readonly pin: string | number;
  readonly min: number | undefined;
  readonly max: number | undefined;
}
