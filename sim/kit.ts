/** The pins of the simulated board: an Arduino Nano's, with eight analog inputs. */

/** Pin modes, by Firmata's numbers. */
export const MODES = Object.freeze({
  INPUT: 0x00,
  OUTPUT: 0x01,
  ANALOG: 0x02,
  PWM: 0x03,
  SERVO: 0x04,
  SHIFT: 0x05,
  I2C: 0x06,
  ONEWIRE: 0x07,
  STEPPER: 0x08,
  SERIAL: 0x0a,
  PULLUP: 0x0b,
  IGNORE: 0x7f,
  PING_READ: 0x75,
  UNKOWN: 0x10,
});

/** A pin as johnny-five sees it. */
export interface Pin {
  readonly supportedModes: readonly number[];
  mode: number;
  /** What was last written to it or read from it. */
  value: number;
  /** 1 while its samples are reported. */
  report: 0 | 1;
  /** Which analog input it is; 127 where none. */
  readonly analogChannel: number;
}

/** The pin of A0. */
export const FIRST_ANALOG = 14;
const ANALOG_COUNT = 8;
const PWM_PINS = [3, 5, 6, 9, 10, 11];
const I2C_PINS = [18, 19];

/** Fresh pins: 0 to 13 are digital, 14 to 21 are A0 to A7. */
export function makePins(): Pin[] {
  return Array.from({ length: FIRST_ANALOG + ANALOG_COUNT }, (_, index) => {
    const analog = index >= FIRST_ANALOG;
    return {
      supportedModes: supportedModes(index, analog),
      mode: analog ? MODES.ANALOG : MODES.INPUT,
      value: 0,
      report: 0,
      analogChannel: analog ? index - FIRST_ANALOG : 127,
    };
  });
}

function supportedModes(index: number, analog: boolean): readonly number[] {
  const modes: number[] = [MODES.INPUT, MODES.OUTPUT, MODES.PULLUP];
  if (analog) modes.push(MODES.ANALOG);
  else modes.push(MODES.SERVO, MODES.ONEWIRE, MODES.STEPPER);
  if (PWM_PINS.includes(index)) modes.push(MODES.PWM);
  if (I2C_PINS.includes(index)) modes.push(MODES.I2C);
  return modes.sort((a, b) => a - b);
}
