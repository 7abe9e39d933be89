import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { findTagProblem } from '../../../tools/ci/tag.mjs';

const ROOT = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

it.each([['0.2.0'], ['1.10.3'], ['1.0.0-beta.1']])('takes %s where all files say so', (tag) => {
	expect(findTagProblem(tag, { 'package.json': tag, 'package-lock.json': tag })).toBeUndefined();
});

it.each([
	[undefined, '0.2.0', 'is not a version'],
	['', '0.2.0', 'is not a version'],
	['v0.2.0', '0.2.0', 'is not a version'],
	['0.2', '0.2', 'is not a version'],
	['0.2.0 && true', '0.2.0 && true', 'is not a version'],
	['0.2.1', '0.2.0', 'package.json says 0.2.0'],
	['0.2.0', undefined, 'package.json says nothing'],
])('refuses %j where package.json says %j', (tag, version, told) => {
	expect(findTagProblem(tag, { 'package.json': version })).toContain(told);
});

it('names the file that says otherwise', () => {
	const versions = { 'package.json': '0.2.0', 'package-lock.json': '0.1.0' };
	expect(findTagProblem('0.2.0', versions)).toContain('package-lock.json says 0.1.0');
});

it('ends the command as the answer is', async () => {
	const script = join(ROOT, 'tools/ci/tag.mjs');
	const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		version: string;
	};
	await expect(run(process.execPath, [script, version])).resolves.toMatchObject({ stderr: '' });
	await expect(run(process.execPath, [script, '99.0.0'])).rejects.toMatchObject({
		code: 1,
		stderr: expect.stringContaining('99.0.0'),
	});
});
