import { describe, expect, it } from 'vitest';
import { InstallProgress } from '../../../tools/hosts/installProgress.mts';

const REGISTRY = 'https://registry.example';
const description = (name: string) =>
	`npm http fetch GET 200 ${REGISTRY}/${name} 71ms (cache miss)`;
const fetched = (name: string) =>
	`npm http fetch GET 200 ${REGISTRY}/${name}/-/${name}-1.0.0.tgz 90ms (cache miss)`;
const cached = (name: string) =>
	`npm http cache ${name}@${REGISTRY}/${name}/-/${name}-1.0.0.tgz 0ms (cache hit)`;
const script = (rest: string) => `npm info run sqlite3@5.1.7 install ${rest}`;
const BEGUN = script('node_modules/sqlite3 prebuild-install -r napi || node-gyp rebuild');
const ENDED = script('{ code: 0, signal: null }');

function stepAfter(...lines: string[]): string {
	const progress = new InstallProgress({ descriptions: 1_800, files: 1_900 });
	lines.forEach((line) => progress.read(line));
	return progress.step;
}

describe('the progress of an npm installation', () => {
	it('begins with working out the packages, and says so before npm has said anything', () => {
		expect(stepAfter()).toMatch(/^step 1 of 4, .* 0 of about 1,800 descriptions read .*minute/);
		expect(stepAfter(description('n8n'), description('axios'))).toContain('2 of about 1,800');
	});

	it('counts each file once, however often npm names it', () => {
		const step = stepAfter(description('axios'), fetched('axios'), cached('axios'), cached('ws'));
		expect(step).toMatch(/^step 2 of 4, fetching and unpacking packages: 2 of about 1,900 /);
	});

	it('says so when nearly all has been fetched and the disk is what it waits for', () => {
		const progress = new InstallProgress({ descriptions: 1_800, files: 100 });
		for (let index = 0; index < 97; index += 1) progress.read(fetched(`p${index}`));
		expect(progress.step).toContain('fetching and unpacking packages: 97 of about 100');
		progress.read(fetched('p98'));
		expect(progress.step).toMatch(/^step 2 of 4, unpacking 98 packages \(/);
	});

	it('names what is compiled, until that has ended', () => {
		expect(stepAfter(fetched('sqlite3'), BEGUN)).toContain('step 3 of 4, compiling sqlite3@5.1.7');
		expect(stepAfter(fetched('sqlite3'), BEGUN, ENDED)).toBe(
			'step 3 of 4, finishing the installation',
		);
	});

	it('is not moved by what npm says besides', () => {
		expect(stepAfter('', 'npm warn deprecated x', 'added 1 package', 'npm info ok')).toBe(
			stepAfter(),
		);
	});

	it('claims no total that nobody has counted, or that has been passed', () => {
		const uncounted = new InstallProgress();
		uncounted.read(fetched('axios'));
		expect(uncounted.step).toContain('packages: 1 (');
		const passed = new InstallProgress({ descriptions: 1, files: 1 });
		[description('axios'), description('ws')].forEach((line) => passed.read(line));
		expect(passed.step).toContain(' 2 descriptions read');
	});
});
