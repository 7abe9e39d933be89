import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../tools/setup/packages.mjs';
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
