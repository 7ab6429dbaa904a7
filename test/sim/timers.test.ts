/** Timers in simulated time. */
import { describe, expect, it } from 'vitest';
import { SimulatedTimers } from '../../sim/index.js';
import { SimulatedClock } from '../../src/clock.js';

function make() {
  const clock = new SimulatedClock();
  const timers = new SimulatedTimers(clock);
  const heard: string[] = [];
  const say = (what: string) => () => heard.push(`${what} at ${clock.now_us() / 1000}`);
  return { clock, timers, heard, say };
}

describe('inside run', () => {
  it('timers fire in order of due time, at that time, while the clock advances', () => {
    const { clock, timers, heard, say } = make();
    timers.run(() => {
      setTimeout(say('late'), 30);
      setInterval(say('every 10'), 10);
      setTimeout(say('soon'), 10);
      setImmediate(say('immediate'));
      process.nextTick(say('next tick'));
    });
    expect(heard).toEqual(['next tick at 0']);
    timers.advance(9_999);
    timers.advance(20_001);
    expect(clock.now_us()).toBe(30_000);
    expect(heard.slice(1)).toEqual([
      'immediate at 1',
      'every 10 at 10',
      'soon at 10',
      'every 10 at 20',
      'late at 30',
      'every 10 at 30',
    ]);
  });

  it('timers can be stopped, also from their own callback', () => {
    const { timers, heard, say } = make();
    const [a, b] = timers.run(() => {
      const times = setInterval(() => {
        say('own')();
        clearInterval(times);
      }, 5);
      return [setTimeout(say('never'), 5), setInterval(say('twice'), 5)];
    });
    timers.run(() => clearTimeout(a));
    timers.advance(10_000);
    timers.run(() => clearInterval(b));
    timers.advance(10_000);
    expect(heard).toEqual(['own at 5', 'twice at 5', 'twice at 10']);
    expect(timers.pending).toBe(0);
  });

  it('a callback that takes a timer gets a simulated one', () => {
    const { timers, heard, say } = make();
    timers.run(() => setTimeout(() => setTimeout(say('inner'), 3), 2));
    timers.advance(10_000);
    expect(heard).toEqual(['inner at 5']);
  });

  it('what spins on setImmediate turns once a millisecond', () => {
    const { timers } = make();
    let turns = 0;
    const spin = () => {
      turns++;
      setImmediate(spin);
    };
    timers.run(spin);
    timers.advance(50_000);
    expect(turns).toBe(51);
  });

  it('the time is simulated, and a busy wait ends', () => {
    const { timers } = make();
    const at = () => timers.run(() => Date.now());
    const start_ms = at();
    timers.advance(1_500_000);
    expect(at() - start_ms).toBe(1500);
    timers.run(() => {
      const start = process.hrtime();
      let waited_ns = 0;
      while (waited_ns < 5000) waited_ns = process.hrtime(start)[1];
      expect(waited_ns).toBe(5000);
    });
  });

  it('arguments are handed on', () => {
    const { timers, heard } = make();
    timers.run(() => {
      setTimeout((a: string, b: string) => heard.push(a + b), 1, 'x', 'y');
      process.nextTick((a: string) => heard.push(a), 'z');
    });
    timers.advance(1000);
    expect(heard).toEqual(['z', 'xy']);
  });
});

describe('outside of run', () => {
  it('the machine has its own timers back, also after an error', () => {
    const before = [setTimeout, setInterval, setImmediate, process.nextTick, Date.now];
    const { timers } = make();
    timers.run(() => expect(setTimeout).not.toBe(before[0]));
    expect(() =>
      timers.run(() => {
        throw new Error('broken');
      }),
    ).toThrow('broken');
    expect([setTimeout, setInterval, setImmediate, process.nextTick, Date.now]).toEqual(before);
  });

  it('real timers can be cleared from inside', async () => {
    const { timers } = make();
    let fired = false;
    const real = setTimeout(() => {
      fired = true;
    }, 1);
    timers.run(() => clearTimeout(real));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(fired).toBe(false);
  });

  it('nothing is left after close', () => {
    const { timers, heard, say } = make();
    timers.run(() => setInterval(say('never'), 1));
    timers.close();
    timers.advance(10_000);
    expect(heard).toEqual([]);
  });
});

it('a thousand timers come in order', () => {
  const { clock, timers } = make();
  const due: number[] = [];
  timers.run(() => {
    for (let i = 0; i < 1000; i++) {
      setTimeout(() => due.push(clock.now_us() / 1000), ((i * 7919) % 997) + 1);
    }
  });
  timers.advance(1_000_000);
  expect(due).toHaveLength(1000);
  expect(due).toEqual([...due].sort((a, b) => a - b));
});
