// Usage: node tools/lint/scan.mts [folder]
// Reports what n8n's scan of community packages would, without the network: its rules over the
// sources or an unpacked tarball, regardless of inline configuration, warnings included.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import tseslint from 'typescript-eslint';

// The package has no types of its own.
const nodesBase = createRequire(import.meta.url)(
	'eslint-plugin-n8n-nodes-base',
) as ESLint.Plugin & {
	readonly configs: Record<
		'community' | 'credentials' | 'nodes',
		{ readonly rules: Linter.RulesRecord }
	>;
};

interface Finding {
	readonly file: string;
	readonly line: number;
	readonly rule: string;
	readonly message: string;
}

// n8n's own configuration leaves these out, as they contradict newer rules.
const SUPERSEDED_CREDENTIAL_RULES: Linter.RulesRecord = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};
const SUPERSEDED_NODE_RULES: Linter.RulesRecord = {
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

const SOURCE_PATTERNS = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const PACKED_PATTERNS = ['package.json', '**/*.js', '**/*.json'];

function scanConfig(): Linter.Config[] {
	const { recommended } = n8nCommunityNodesPlugin.configs;
	const { community, credentials, nodes } = nodesBase.configs;
	const parser = {
		parser: tseslint.parser,
		parserOptions: { extraFileExtensions: ['.json'] },
	};
	const config = tseslint.config(
		{ files: ['**/*.{js,ts,json}'], extends: [recommended], rules: { 'no-console': 'error' } },
		{ plugins: { 'n8n-nodes-base': nodesBase } },
		{ files: ['**/*.{ts,json}'], languageOptions: parser },
		{ files: ['package.json'], rules: { ...community.rules } },
		{
			files: ['credentials/**/*.ts'],
			rules: { ...credentials.rules, ...SUPERSEDED_CREDENTIAL_RULES },
		},
		{ files: ['nodes/**/*.ts'], rules: { ...nodes.rules, ...SUPERSEDED_NODE_RULES } },
	);
	return config as Linter.Config[];
}

async function scan(cwd: string, patterns: string[]): Promise<Finding[]> {
	const eslint = new ESLint({
		cwd,
		overrideConfigFile: true,
		overrideConfig: scanConfig(),
		allowInlineConfig: false,
		errorOnUnmatchedPattern: false,
	});
	const results = await eslint.lintFiles(patterns);
	return results.flatMap(({ filePath, messages }) =>
		messages.map(({ line, ruleId, message }) => ({
			file: filePath.replace(`${cwd}/`, ''),
			line,
			rule: ruleId ?? 'parse',
			message,
		})),
	);
}

const [folder = process.cwd()] = process.argv.slice(2);
const isPacked = !existsSync(join(folder, 'tsconfig.json'));
const findings = await scan(folder, isPacked ? PACKED_PATTERNS : SOURCE_PATTERNS);
for (const { file, line, rule, message } of findings) {
	console.log(`${file}:${line} ${rule}: ${message}`);
}
console.log(`${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
