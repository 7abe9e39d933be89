import { defineConfig } from 'vitest/config';

/** Suites that need more than the sources: the built package, other programs, or minutes. */
const SLOW_SUITES = [
	'engine',
	'package',
	'contract',
	'recorded',
	'peers',
	'soak',
	'e2e',
	'queue',
	'loss',
];

const suite = (name: string, include: string, timeoutMs: number) => ({
	extends: true as const,
	test: {
		name,
		include: [include],
		testTimeout: timeoutMs,
		hookTimeout: timeoutMs,
	},
});

export default defineConfig({
	test: {
		// isolated-vm, which n8n-core loads, does not survive worker threads.
		pool: 'forks',
		reporters: ['default'],
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['test/**/*.test.mts'],
					exclude: SLOW_SUITES.map((name) => `test/${name}/**`),
					// Properties of a thousand runs take their time on a machine that is busy otherwise.
					testTimeout: 30_000,
				},
			},
			suite('engine', 'test/engine/**/*.test.mts', 30_000),
			suite('package', 'test/package/**/*.test.mts', 120_000),
			suite('contract', 'test/contract/**/*.test.mts', 1_800_000),
			suite('recorded', 'test/recorded/**/*.test.mts', 60_000),
			suite('peers', 'test/peers/**/*.test.mts', 300_000),
			suite('soak', 'test/soak/**/*.test.mts', 1_200_000),
			suite('e2e', 'test/e2e/**/*.test.mts', 1_800_000),
			suite('loss', 'test/loss/**/*.test.mts', 900_000),
			suite('queue', 'test/queue/**/*.test.mts', 1_800_000),
		],
	},
});
