/**
 * A two-wheeled body in Rapier: motors with a lag turn wheels, wheels grip the ground up to their
 * friction, and the body slides where they cannot. The only file that imports Rapier.
 */
import RAPIER from '@dimforge/rapier2d-deterministic-compat';

export interface DriveOptions {
  /** Distance between the wheels. */
  readonly track_m: number;
  readonly wheel_radius_m: number;
  /** Wheel speed at full duty. */
  readonly full_speed_rad_s: number;
  /** First-order lag of the motors. */
  readonly lag_s: number;
  readonly mass_kg: number;
  readonly inertia_kg_m2: number;
  /** Coefficient of friction of tyre on floor. */
  readonly grip: number;
}

/** Rapier integrates well up to this; a longer step is divided. */
const STEP_MAX_US = 10_000;
const GRAVITY_M_S2 = 9.81;
/** From here on the caller moves the origin: single precision resolves 4 micrometres there. */
export const FAR_M = 32;

let loaded: Promise<void> | undefined;

/** Loads the physics once for all worlds. */
export function loadPhysics(): Promise<void> {
  loaded ??= RAPIER.init();
  return loaded;
}

export class DifferentialDrive {
  x_m = 0;
  y_m = 0;
  heading_rad = 0;
  left_rad_s = 0;
  right_rad_s = 0;

  readonly #options: DriveOptions;
  readonly #world: RAPIER.World;
  readonly #body: RAPIER.RigidBody;
  /** Vectors that live in the physics' memory, made once: the ordinary calls make one each. */
  readonly #impulse = RAPIER.VectorOps.intoRaw({ x: 0, y: 0 });
  readonly #point = { x: 0, y: 0 };
  readonly #velocity = { x: 0, y: 0 };
  #step_us = 0;
  #follow = 0;

  constructor(options: DriveOptions) {
    this.#options = options;
    this.#world = new RAPIER.World({ x: 0, y: 0 });
    const body = RAPIER.RigidBodyDesc.dynamic().setCanSleep(false);
    body.setAdditionalMassProperties(options.mass_kg, { x: 0, y: 0 }, options.inertia_kg_m2);
    this.#body = this.#world.createRigidBody(body);
    // The body has its mass from the first step on; before it, impulses would be lost.
    this.#world.step();
  }

  /** Sets the body down at rest; the wheels keep turning as they were. */
  place(x_m: number, y_m: number, heading_rad: number): void {
    this.#body.setTranslation({ x: x_m, y: y_m }, true);
    this.#body.setRotation(heading_rad, true);
    this.#body.setLinvel({ x: 0, y: 0 }, true);
    this.#body.setAngvel(0, true);
    this.#observe();
  }

  /** Moves it without stopping it, when its world takes a new origin. */
  translate(dx_m: number, dy_m: number): void {
    this.#body.setTranslation({ x: this.x_m + dx_m, y: this.y_m + dy_m }, true);
    this.#observe();
  }

  /** Drives with duties from -1 to 1 for a time. */
  step(dt_us: number, left: number, right: number): void {
    const parts = Math.ceil(dt_us / STEP_MAX_US);
    this.#setStep(dt_us / parts);
    for (let i = 0; i < parts; i++) {
      const full = this.#options.full_speed_rad_s;
      this.left_rad_s += (left * full - this.left_rad_s) * this.#follow;
      this.right_rad_s += (right * full - this.right_rad_s) * this.#follow;
      this.#grip();
      this.#world.step();
      this.#observe();
    }
  }

  /** A sideways shove, left positive, after which it slides about so far (metres). */
  shove(distance_m: number): void {
    const brake = this.#options.grip * GRAVITY_M_S2;
    const speed = Math.sqrt(2 * brake * Math.abs(distance_m)) * Math.sign(distance_m);
    const sideways = speed * this.#options.mass_kg;
    this.#applyImpulse(
      -Math.sin(this.heading_rad) * sideways,
      Math.cos(this.heading_rad) * sideways,
    );
  }

  close(): void {
    this.#impulse.free();
    this.#world.free();
  }

  #setStep(dt_us: number): void {
    if (dt_us === this.#step_us) return;
    this.#step_us = dt_us;
    this.#world.timestep = dt_us / 1e6;
    this.#follow = 1 - Math.exp(-dt_us / 1e6 / this.#options.lag_s);
  }

  /** Wheels pull the body towards the motion they roll at, as far as friction allows. */
  #grip(): void {
    const { track_m, wheel_radius_m, mass_kg, inertia_kg_m2, grip } = this.#options;
    const dt_s = this.#step_us / 1e6;
    const cos = Math.cos(this.heading_rad);
    const sin = Math.sin(this.heading_rad);
    const velocity = this.#body.linvel(this.#velocity);
    const roll_m_s = (wheel_radius_m * (this.left_rad_s + this.right_rad_s)) / 2;
    const turn_rad_s = (wheel_radius_m * (this.right_rad_s - this.left_rad_s)) / track_m;

    let x = mass_kg * (roll_m_s * cos - velocity.x);
    let y = mass_kg * (roll_m_s * sin - velocity.y);
    const size = Math.sqrt(x * x + y * y);
    const most = grip * mass_kg * GRAVITY_M_S2 * dt_s;
    if (size > most) {
      x *= most / size;
      y *= most / size;
    }
    this.#applyImpulse(x, y);

    const twist = inertia_kg_m2 * (turn_rad_s - this.#body.angvel());
    const twist_most = (most * track_m) / 2;
    const limited = Math.max(-twist_most, Math.min(twist_most, twist));
    this.#body.applyTorqueImpulse(limited, true);
  }

  #applyImpulse(x: number, y: number): void {
    this.#impulse.x = x;
    this.#impulse.y = y;
    this.#world.bodies.raw.rbApplyImpulse(this.#body.handle, this.#impulse, true);
  }

  #observe(): void {
    const point = this.#body.translation(this.#point);
    this.x_m = point.x;
    this.y_m = point.y;
    this.heading_rad = this.#body.rotation();
  }
}
