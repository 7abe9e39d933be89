import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_PACKAGES, isInstalled } from '../../../tools/setup/packages.mjs';
import { adviseOnNpmFailure } from '../../../tools/setup/problem.mjs';

describe('isInstalled', () => {
	const wanted = {
		packages: {
			'': {},
			'node_modules/a': { version: '1.0.0' },
			'node_modules/b': { version: '2.0.0', optional: true },
		},
	};

	it('is content when optional packages are missing or more is there', () => {
		const extra = {
			'node_modules/a': { version: '1.0.0' },
			'node_modules/c': { version: '3.0.0' },
		};
		expect(isInstalled(wanted, { packages: extra })).toBe(true);
	});

	it('sees a missing package and another version', () => {
		expect(isInstalled(wanted, { packages: {} })).toBe(false);
		const older = { 'node_modules/a': { version: '0.9.0' } };
		expect(isInstalled(wanted, { packages: older })).toBe(false);
	});
});

describe('adviseOnNpmFailure', () => {
	it.each([
		['npm error code ENOTFOUND', /could not reach its registry/],
		['npm error request to https://registry.npmjs.org/a failed, reason: network', /registry/],
		['gyp ERR! build error', /C\+\+ compiler/],
		['npm error ENOSPC: no space left on device', /disk is full/],
		['npm error something else', /what npm printed/],
	])('turns %j into what to do', (output, advice) => {
		expect(adviseOnNpmFailure(output)).toMatch(advice);
	});
});

it('builds packages that are locked and whose own scripts call no npx', () => {
	const root = resolve(import.meta.dirname, '../../..');
	const read = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
	const { packages } = read('package-lock.json');
	for (const name of BUILT_PACKAGES) {
		expect(packages[`node_modules/${name}`]).toMatchObject({ hasInstallScript: true });
		const {
			preinstall = '',
			install = '',
			postinstall = '',
		} = read('node_modules', name, 'package.json').scripts;
		expect(`${preinstall} ${install} ${postinstall}`).not.toMatch(/\bnpx\b/);
	}
});
