/** striatum check: is this robot sound? Every problem at once, with its remedy; moves nothing. */
import type { Command } from 'commander';
import { compile } from '../network/compile.js';
import { simulatedBoard } from '../registry.js';
import { loadRobot } from './load.js';
import {
  jsonOption,
  print,
  printJson,
  ROBOT_ARGUMENT,
  seedOption,
  withOptions,
} from './options.js';

export function addCheck(program: Command): void {
  const command = program
    .command('check <robot>')
    .description('check a robot, its compiled model and its body; moves nothing')
    .addHelpText('after', `\n  <robot>  ${ROBOT_ARGUMENT}`)
    .action(check);
  withOptions(command, seedOption(), jsonOption());
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
    body: body ? 'fits the simulated board' : 'none beside the robot',
  };
  if (options.json) printJson({ ok: true, ...found });
  else {
    print(`✔ ${robot.name} is sound; its body: ${found.body}.`);
    print(
      `  ${found.sensors} sensors, ${found.actuators} actuators, ${found.model_bytes} bytes of model`,
    );
  }
}
