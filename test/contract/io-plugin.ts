/**
 * What every IO plugin for johnny-five must hold (rwaldron/io-plugins): run this suite on your own
 * plugin, from a test file of vitest. What the bench lacks (a pin to drive, a chip on I2C) is left
 * out of the case.
 */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { RobotError } from '../../src/errors.js';

/** The whole contract; real plugins are checked against it at run time, not by the compiler. */
// biome-ignore lint/suspicious/noExplicitAny: the contract is JavaScript's; methods take what comes
export type Plugin = EventEmitter & Record<string, any>;

export interface PluginCase {
  readonly make: () => Plugin;
  /** Lets so much of the plugin's time pass. */
  readonly advance: (plugin: Plugin, ms: number) => void | Promise<void>;
  /** Pins of each kind that are free on the bench. */
  readonly pins: {
    readonly digital: number;
    readonly pwm: number;
    readonly notPwm: number;
    readonly servo: number;
    readonly analog: string;
  };
  /** Puts a level (0 to 1 of the supply) onto a pin. */
  readonly drive?: (plugin: Plugin, pin: string | number, level: number) => void;
  /** A chip with plain registers, of which `register` and the next may be written. */
  readonly i2c?: { readonly address: number; readonly absent: number; readonly register: number };
}

const METHODS = [
  'normalize',
  'pinMode',
  'analogWrite',
  'pwmWrite',
  'digitalWrite',
  'servoWrite',
  'servoConfig',
  'analogRead',
  'digitalRead',
  'i2cConfig',
  'i2cWrite',
  'i2cWriteReg',
  'i2cRead',
  'i2cReadOnce',
  'setSamplingInterval',
  'queryPinState',
  'pingRead',
  'serialConfig',
  'serialWrite',
  'serialRead',
  'serialStop',
  'serialClose',
  'serialFlush',
  'serialListen',
  'sendOneWireConfig',
  'sendOneWireSearch',
  'sendOneWireAlarmsSearch',
  'sendOneWireRead',
  'sendOneWireReset',
  'sendOneWireWrite',
  'sendOneWireDelay',
  'sendOneWireWriteAndRead',
  'stepperConfig',
  'stepperStep',
  'sysexCommand',
  'sysexResponse',
  'reset',
];

export function ioPluginContract(name: string, plugin: PluginCase): void {
  describe(`${name} keeps the IO plugin contract`, () => {
    testsOfShape(plugin);
    testsOfWrites(plugin);
    if (plugin.drive) testsOfReads(plugin, plugin.drive);
    if (plugin.i2c) testsOfI2c(plugin, plugin.i2c);
    testsOfOptions(plugin);
  });
}

async function makeReady({ make }: PluginCase): Promise<Plugin> {
  const io = make();
  if (!io.isReady) await new Promise((resolve) => io.once('ready', resolve));
  return io;
}

function testsOfShape(plugin: PluginCase): void {
  it('connects, then is ready, and not before its maker can listen', async () => {
    const io = plugin.make();
    expect(io.isReady).toBe(false);
    const heard: string[] = [];
    io.once('connect', () => heard.push(`connect, ready: ${io.isReady}`));
    await new Promise<void>((resolve) => {
      io.once('ready', () => {
        heard.push(`ready: ${io.isReady}`);
        resolve();
      });
    });
    expect(heard).toEqual(['connect, ready: false', 'ready: true']);
  });

  it('is an EventEmitter with its methods on the prototype', async () => {
    const io = await makeReady(plugin);
    expect(io).toBeInstanceOf(EventEmitter);
    const prototype = Object.getPrototypeOf(io) as Record<string, unknown>;
    expect(METHODS.filter((method) => typeof prototype[method] !== 'function')).toEqual([]);
    expect(METHODS.filter((method) => Object.hasOwn(io, method))).toEqual([]);
  });

  it('has the constants', async () => {
    const io = await makeReady(plugin);
    expect(io.MODES).toMatchObject({ INPUT: 0, OUTPUT: 1, ANALOG: 2, PWM: 3, SERVO: 4 });
    expect(Object.isFrozen(io.MODES)).toBe(true);
    expect([io.LOW, io.HIGH]).toEqual([0, 1]);
    expect(io.RESOLUTION.PWM).toBeGreaterThanOrEqual(255);
    expect(io.RESOLUTION.ADC).toBeGreaterThanOrEqual(1023);
    expect(io.name).toMatch(/./);
    expect(io.pins[io.defaultLed].supportedModes).toContain(io.MODES.OUTPUT);
  });

  it('describes its pins', async () => {
    const io = await makeReady(plugin);
    for (const pin of io.pins) {
      expect(Object.keys(pin)).toEqual(
        expect.arrayContaining(['supportedModes', 'mode', 'value', 'report', 'analogChannel']),
      );
    }
    const channels = io.analogPins.map((pin: number) => io.pins[pin].analogChannel);
    expect(channels).toEqual(io.analogPins.map((_: number, i: number) => i));
    const others = io.pins.filter((_: unknown, i: number) => !io.analogPins.includes(i));
    expect(others.every((pin: Plugin) => pin.analogChannel === 127)).toBe(true);
    expect(io.normalize('A0')).toBe(io.analogPins[0]);
    expect(io.normalize(plugin.pins.digital)).toBe(plugin.pins.digital);
  });

  it('says what a pin can do, also where johnny-five borrows the question', async () => {
    const io = await makeReady(plugin);
    const { isPwm, isServo, isAnalog, isInput, isOutput } = io;
    const { pins } = plugin;
    expect([isPwm(pins.pwm), isPwm(pins.notPwm)]).toEqual([true, false]);
    expect([isServo(pins.servo), isAnalog(io.normalize(pins.analog))]).toEqual([true, true]);
    expect([isInput(pins.digital), isOutput(pins.digital), isInput(999)]).toEqual([
      true,
      true,
      false,
    ]);
  });
}

function testsOfWrites(plugin: PluginCase): void {
  const { digital, pwm, notPwm, servo } = plugin.pins;

  it('sets modes and values', async () => {
    const io = await makeReady(plugin);
    io.pinMode(digital, io.MODES.OUTPUT);
    io.digitalWrite(digital, io.HIGH);
    expect(io.pins[digital]).toMatchObject({ mode: io.MODES.OUTPUT, value: 1 });
    io.digitalWrite(digital, io.LOW);
    expect(io.pins[digital].value).toBe(0);
    io.pinMode(pwm, io.MODES.PWM);
    io.pwmWrite(pwm, 100);
    expect(io.pins[pwm]).toMatchObject({ mode: io.MODES.PWM, value: 100 });
    io.analogWrite(pwm, 200);
    expect(io.pins[pwm].value).toBe(200);
    io.pinMode(servo, io.MODES.SERVO);
    io.servoWrite(servo, 45);
    expect(io.pins[servo]).toMatchObject({ mode: io.MODES.SERVO, value: 45 });
    io.servoConfig(servo, 1000, 2000);
    expect(io.pins[servo].mode).toBe(io.MODES.SERVO);
  });

  it('tells the state of a pin, later', async () => {
    const io = await makeReady(plugin);
    io.pinMode(digital, io.MODES.OUTPUT);
    io.digitalWrite(digital, 1);
    let state: number | undefined;
    const told = new Promise<void>((resolve) => {
      io.queryPinState(digital, (value: number) => {
        state = value;
        resolve();
      });
    });
    expect(state).toBeUndefined();
    await told;
    expect(state).toBe(1);
  });

  it('refuses what a pin cannot do, and pins that it lacks', async () => {
    const io = await makeReady(plugin);
    expect(codeOf(() => io.pinMode(notPwm, io.MODES.PWM))).toBe('PIN_UNSUITABLE');
    expect(codeOf(() => io.pinMode(999, io.MODES.OUTPUT))).toBe('PIN_MISSING');
    expect(codeOf(() => io.digitalWrite(999, 1))).toBe('PIN_MISSING');
    expect(codeOf(() => io.analogRead('A99', () => {}))).toBe('PIN_MISSING');
  });

  it('forgets everything at reset', async () => {
    const io = await makeReady(plugin);
    io.pinMode(digital, io.MODES.OUTPUT);
    io.digitalWrite(digital, 1);
    io.analogRead(plugin.pins.analog, () => {});
    io.reset();
    expect(io.pins[digital]).toMatchObject({ mode: io.MODES.INPUT, value: 0, report: 0 });
    expect(io.pins[io.normalize(plugin.pins.analog)].report).toBe(0);
  });
}

function testsOfReads(plugin: PluginCase, drive: NonNullable<PluginCase['drive']>): void {
  const { digital, analog } = plugin.pins;

  it('reports analog samples at the sampling interval, to handler and event alike', async () => {
    const io = await makeReady(plugin);
    const seen: number[] = [];
    let events = 0;
    drive(io, analog, 0.5);
    io.pinMode(analog, io.MODES.ANALOG);
    io.analogRead(analog, (counts: number) => seen.push(counts));
    io.on(`analog-read-${analog}`, () => events++);
    io.setSamplingInterval(10);
    for (let i = 0; i < 50; i++) await plugin.advance(io, 2);
    expect(seen.length).toBeGreaterThanOrEqual(9);
    expect(seen.length).toBeLessThanOrEqual(11);
    expect(events).toBe(seen.length);
    expect(Math.abs((seen.at(-1) as number) - io.RESOLUTION.ADC / 2)).toBeLessThan(4);
    drive(io, analog, 1);
    for (let i = 0; i < 15; i++) await plugin.advance(io, 2);
    expect(seen.at(-1)).toBeGreaterThan(io.RESOLUTION.ADC - 4);
    expect(seen.at(-1)).toBeLessThanOrEqual(io.RESOLUTION.ADC);
  });

  it('reports a digital level at once and at each change', async () => {
    const io = await makeReady(plugin);
    const seen: number[] = [];
    let events = 0;
    drive(io, digital, 1);
    io.pinMode(digital, io.MODES.INPUT);
    io.on(`digital-read-${digital}`, () => events++);
    io.digitalRead(digital, (level: number) => seen.push(level));
    for (const level of [1, 1, 0, 0, 1]) {
      drive(io, digital, level);
      await plugin.advance(io, 40);
    }
    expect(seen).toEqual([1, 0, 1]);
    expect(events).toBe(3);
  });
}

function testsOfI2c(plugin: PluginCase, chip: NonNullable<PluginCase['i2c']>): void {
  const { address, absent, register } = chip;

  it('writes and reads I2C in both forms', async () => {
    const io = await makeReady(plugin);
    io.i2cConfig({ address });
    const replies: number[][] = [];
    const keep = (bytes: number[]) => replies.push(bytes);
    let events = 0;
    io.on(`I2C-reply-${address}-${register}`, () => events++);
    io.i2cWrite(address, [register, 11, 12]);
    io.i2cReadOnce(address, register, 2, keep);
    expect(replies).toEqual([]);
    await plugin.advance(io, 40);
    io.i2cWrite(address, register, [21, 22]);
    io.i2cReadOnce(address, register, 2, keep);
    await plugin.advance(io, 40);
    io.i2cWriteReg(address, register, 31);
    io.i2cWrite(address, [register]);
    io.i2cReadOnce(address, 2, keep);
    await plugin.advance(io, 40);
    expect(replies).toEqual([
      [11, 12],
      [21, 22],
      [31, 22],
    ]);
    expect(events).toBe(2);
  });

  it('goes on reading I2C until told to stop', async () => {
    const io = await makeReady(plugin);
    const replies: number[][] = [];
    io.setSamplingInterval(10);
    io.i2cWriteReg(address, register, 5);
    io.i2cRead(address, register, 1, (bytes: number[]) => replies.push(bytes));
    for (let i = 0; i < 50; i++) await plugin.advance(io, 2);
    expect(replies.length).toBeGreaterThanOrEqual(9);
    expect(replies.length).toBeLessThanOrEqual(11);
    expect(replies.at(-1)).toEqual([5]);
    io.i2cStop(address);
    const before = replies.length;
    for (let i = 0; i < 20; i++) await plugin.advance(io, 2);
    expect(replies.length).toBe(before);
  });

  it('says that an absent address does not answer, once', async () => {
    const io = await makeReady(plugin);
    const errors: string[] = [];
    io.on('error', (error: RobotError) => errors.push(error.code));
    io.i2cWrite(absent, [1, 2]);
    io.i2cReadOnce(absent, 0, 1, () => errors.push('a reply'));
    expect(errors).toEqual([]);
    await plugin.advance(io, 40);
    io.i2cWriteReg(absent, 1, 2);
    await plugin.advance(io, 40);
    expect(errors).toEqual(['I2C_NO_ANSWER']);
  });
}

function testsOfOptions(plugin: PluginCase): void {
  const optional: [string, (io: Plugin, done: () => void) => void][] = [
    ['pingRead', (io, done) => io.pingRead({ pin: 7, value: 1, pulseOut: 5 }, done)],
    ['stepperStep', (io, done) => io.stepperStep(0, 1, 10, 100, done)],
    ['sendOneWireSearch', (io, done) => io.sendOneWireSearch(2, done)],
    ['sendOneWireRead', (io, done) => io.sendOneWireRead(2, [1], 1, done)],
    ['sendOneWireWriteAndRead', (io, done) => io.sendOneWireWriteAndRead(2, [1], 1, 1, done)],
  ];

  it.each(optional)('accepts %s and calls back later', async (_name, ask) => {
    const io = await makeReady(plugin);
    let done = false;
    const called = new Promise<void>((resolve) => {
      ask(io, () => {
        done = true;
        resolve();
      });
    });
    expect(done).toBe(false);
    await plugin.advance(io, 40);
    await called;
  });

  it('accepts the rest', async () => {
    const io = await makeReady(plugin);
    io.serialConfig({ portId: 8, baud: 9600 });
    io.serialRead(8, () => {});
    io.serialWrite(8, [1, 2]);
    io.serialListen(8);
    io.serialFlush(8);
    io.serialStop(8);
    io.serialClose(8);
    io.stepperConfig(0, 1, 200, 2, 3);
    io.sendOneWireConfig(2, true);
    io.sendOneWireReset(2);
    io.sendOneWireWrite(2, [1], 1);
    io.sendOneWireDelay(2, 1);
    io.sysexResponse(1, () => {});
    io.sysexCommand([1]);
  });
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return (error as RobotError).code;
  }
  return undefined;
}
