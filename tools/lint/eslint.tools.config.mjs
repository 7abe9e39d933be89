import js from '@eslint/js';
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// The root configuration holds n8n's rules for shipped code and may not be changed; this one
// is for everything that runs in plain Node: tools, tests and the local ConnectWise.
const nodeGlobals = {
	AbortController: 'readonly',
	AbortSignal: 'readonly',
	Buffer: 'readonly',
	URL: 'readonly',
	URLSearchParams: 'readonly',
	clearInterval: 'readonly',
	clearTimeout: 'readonly',
	console: 'readonly',
	fetch: 'readonly',
	process: 'readonly',
	setInterval: 'readonly',
	setTimeout: 'readonly',
};

export default tseslint.config(
	globalIgnores(['dist', '.dev']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
	{
		files: ['**/*.mts', '**/*.mjs', 'gulpfile.js'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		languageOptions: { globals: nodeGlobals },
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
			eqeqeq: ['error', 'always'],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^\\.{1,2}/(?!.*\\.[a-z]+$)',
							message: 'Node runs these files as they are: name the extension, e.g. ./plan.mts.',
						},
					],
				},
			],
			'prefer-const': 'error',
		},
	},
	{
		files: ['gulpfile.js'],
		languageOptions: {
			sourceType: 'commonjs',
			globals: { require: 'readonly', exports: 'writable' },
		},
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
);
