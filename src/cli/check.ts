/** striatum check: is this robot sound? Every problem at once, with its remedy; moves nothing. */
import type { Command } from 'commander';
import type { Body } from '../body.js';
import { compile } from '../network/compile.js';
import { simulatedBoard } from '../registry.js';
import { loadRobot } from './load.js';
import { jsonOption, print, printJson, robotCommand, seedOption } from './options.js';

export function addCheck(program: Command): void {
  const words = 'check a robot, its compiled model and its body; moves nothing';
  robotCommand(program, 'check', words, check, seedOption(), jsonOption());
}

interface CheckOptions {
  readonly seed: number;
  readonly json?: boolean;
}

async function check(path: string, options: CheckOptions): Promise<void> {
  const { robot, body } = await loadRobot(path);
  const compiled = compile(robot, { seed: options.seed });
  if (body?.world) {
    const board = await simulatedBoard({ body, robot, seed: options.seed });
    await board.open();
    await board.close();
  }
  const found = {
    robot: robot.name,
    sensors: Object.keys(robot.sensors).length,
    actuators: Object.keys(robot.actuators).length,
    model_bytes: compiled.bytes.length,
    body: bodyInWords(body),
  };
  if (options.json) printJson({ ok: true, ...found });
  else {
    print(`✔ ${robot.name} is sound; its body: ${found.body}.`);
    const { sensors, actuators, model_bytes } = found;
    print(`  ${sensors} sensors, ${actuators} actuators, ${model_bytes} bytes of model`);
  }
}

function bodyInWords(body: Body | undefined): string {
  if (!body) return 'none beside the robot';
  return body.world ? 'fits the simulated board' : 'names no world, so it was not tried';
}
