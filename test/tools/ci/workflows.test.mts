import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = resolve(import.meta.dirname, '../../../.github/workflows');

const workflows = readdirSync(FOLDER).map((name) => ({
	name,
	text: readFileSync(join(FOLDER, name), 'utf8'),
}));

/** Jobs by name: what is indented below each. */
function jobsOf(text: string): ReadonlyMap<string, string> {
	const jobs = text.slice(text.indexOf('\njobs:\n')).replace(/^\s*#.*$/gm, '');
	const parts = jobs.split(/^ {2}(\w+):$/m).slice(1);
	return new Map(
		parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])),
	);
}

it.each(workflows)(
	'$name pins each action to a commit and says which version it is',
	({ text }) => {
		const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, action]) => action);
		expect(used.length).toBeGreaterThan(0);
		for (const action of used) {
			expect(action).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
		}
	},
);

describe('publishing', () => {
	const text = workflows.find(({ name }) => name === 'publish.yml')?.text ?? '';
	const jobs = jobsOf(text);

	it('builds and tests where no key for npm can be had', () => {
		const build = jobs.get('build') ?? '';
		expect(build).toContain('npm test');
		expect(build).not.toMatch(/id-token|secrets\.|environment:/);
	});

	it('has the key where nothing of the package is run, and only with an approval', () => {
		const publish = jobs.get('publish') ?? '';
		expect(publish).toMatch(/environment: npm$/m);
		expect(publish).toContain('needs: build');
		expect(publish).not.toContain('actions/checkout');
		const commands = [...publish.matchAll(/run: (.+)$/gm)].map(([, command]) => command);
		expect(commands).toEqual([
			expect.stringMatching(/^npm publish \.\/\*\.tgz .*--ignore-scripts/),
		]);
	});

	it('grants rights to jobs alone', () => {
		expect(text).toMatch(/^permissions: \{\}$/m);
		const granting = [...jobs].filter(([, job]) => job.includes('id-token: write'));
		expect(granting.map(([name]) => name)).toEqual(['publish']);
	});
});
