import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../tools/hosts/runCommand.mts';

async function linesOf(script: string): Promise<readonly string[]> {
	const lines: string[] = [];
	await runCommand(process.execPath, ['-e', script], { onLine: (line) => lines.push(line) });
	return lines;
}

describe('the lines of a command', () => {
	it('arrive whole, though the command writes them in pieces', async () => {
		const script = `process.stdout.write('one\\ntw');
			setTimeout(() => process.stdout.write('o\\n\\nthree'), 150);`;
		expect(await linesOf(script)).toEqual(['one', 'two', 'three']);
	});

	it('of the two outputs are not joined to one', async () => {
		const script = `process.stdout.write('out');
			setTimeout(() => process.stderr.write('err\\n'), 100);
			setTimeout(() => process.stdout.write('put\\n'), 200);`;
		expect(await linesOf(script)).toEqual(['err', 'output']);
	});
});
