import { describe, expect, it, vi } from 'vitest';
import { FailureAsItem } from '../../../../../../nodes/ConnectWiseManage/actions/run/failure.ts';
import type { Runtime } from '../../../../../../nodes/ConnectWiseManage/actions/run/runtime.ts';
import { CancelledError } from '../../../../../../nodes/ConnectWiseManage/actions/run/wait.ts';
import { settle } from '../../../../../../nodes/ConnectWiseManage/actions/write/upsert/settle.ts';
import type { WriteOutcome } from '../../../../../../nodes/ConnectWiseManage/request/outcome/writeOutcome.ts';

const errorOf = (outcome: WriteOutcome) => new FailureAsItem({ json: {} }, 'No answer', outcome);
const runtimeWith = (wait: Runtime['wait']) => ({ wait }) as Runtime;

describe('looking what became of a write', () => {
	it.each<WriteOutcome>(['nothing changed', 'not sent'])(
		'is not done for one with %s',
		async (outcome) => {
			const look = vi.fn();
			const error = errorOf(outcome);
			await expect(settle(runtimeWith(vi.fn()), error, look)).rejects.toBe(error);
			expect(look).not.toHaveBeenCalled();
		},
	);

	it.each<WriteOutcome>(['unknown', 'carried out'])(
		'ends with the first that is found after %s',
		async (outcome) => {
			const wait = vi.fn(async () => await Promise.resolve());
			const answers = [undefined, 'record', 'later'];
			const look = vi.fn(async () => await Promise.resolve(answers.shift()));
			const doubt = vi.fn();
			expect(await settle(runtimeWith(wait), errorOf(outcome), look, doubt)).toBe('record');
			expect(look).toHaveBeenCalledTimes(2);
			expect(wait).toHaveBeenCalledTimes(2);
			expect(doubt).not.toHaveBeenCalled();
		},
	);

	it('waits longer each time, and ends with the error of the write itself', async () => {
		const waits: number[] = [];
		const wait = async (ms: number) => {
			waits.push(ms);
			await Promise.resolve();
		};
		const look = async () => await Promise.reject<undefined>(new Error('the look failed'));
		const doubt = vi.fn();
		const error = errorOf('unknown');
		await expect(settle(runtimeWith(wait), error, look, doubt)).rejects.toBe(error);
		expect(waits).toHaveLength(3);
		expect(waits).toEqual([...waits].sort((a, b) => a - b));
		expect(doubt).toHaveBeenCalledTimes(1);
	});

	it('looks no more once the execution is cancelled', async () => {
		const look = vi.fn();
		const wait = async () => await Promise.reject<void>(new CancelledError());
		const error = errorOf('unknown');
		await expect(settle(runtimeWith(wait), error, look)).rejects.toBe(error);
		expect(look).not.toHaveBeenCalled();
	});
});
