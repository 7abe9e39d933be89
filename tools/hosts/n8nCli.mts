import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostInstallation } from './installHost.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import { freePort } from './preflight.mts';
import { runCommand, type CommandResult } from './runCommand.mts';

const COMMAND_TIMEOUT_MS = 240_000;

export interface ExportedCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

export interface WorkflowDocument {
	readonly id?: string;
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
}

export interface WorkflowNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	readonly [other: string]: unknown;
}

interface NodeRun {
	readonly data?: Readonly<Record<string, readonly (readonly CliItem[] | null)[] | undefined>>;
	readonly error?: { readonly message: string; readonly description?: string };
	readonly executionStatus?: string;
}

interface PrintedExecution {
	readonly data?: {
		readonly resultData?: {
			readonly runData?: Readonly<Record<string, readonly NodeRun[]>>;
			readonly error?: CliExecution['error'];
		};
	};
}

interface CliItem {
	readonly json: Readonly<Record<string, unknown>>;
	readonly binary?: Readonly<Record<string, { readonly fileName?: string; readonly data: string }>>;
	readonly pairedItem?: unknown;
}

export interface CliExecution {
	/** It ran to its end; n8n 1.x ends with exit code 0 even if it did not. */
	readonly isSuccess: boolean;
	readonly command: CommandResult;
	readonly error?: { readonly message: string; readonly description?: string };
	/** Items of one output of a node, over all of its runs. */
	items(nodeName: string, output?: number): readonly CliItem[];
}

/** n8n's command line over the database of one user folder; another n8n may serve it meanwhile. */
export class N8nCli {
	readonly #installation: HostInstallation;
	readonly #userFolder: string;
	readonly #env: Readonly<Record<string, string>>;

	constructor(
		installation: HostInstallation,
		userFolder: string,
		env: Readonly<Record<string, string>> = {},
	) {
		this.#installation = installation;
		this.#userFolder = userFolder;
		this.#env = env;
	}

	async run(args: readonly string[]): Promise<CommandResult> {
		const [port, brokerPort] = [await freePort(), await freePort()];
		const userFolder = this.#userFolder;
		const { bin, version } = this.#installation;
		return await runCommand(process.execPath, [bin, ...args], {
			cwd: userFolder,
			env: n8nEnvironment({ version, userFolder, port, brokerPort, extra: this.#env }),
			timeoutMs: COMMAND_TIMEOUT_MS,
		});
	}

	async importCredentials(credentials: readonly ExportedCredential[]): Promise<void> {
		await this.#import('credentials', credentials);
	}

	/** Each workflow needs an `id`, by which it is executed and found again. */
	async importWorkflows(workflows: readonly WorkflowDocument[]): Promise<void> {
		// n8n 1.x takes the columns as they are, and these two may not be empty.
		const complete = workflows.map((it) => ({ active: false, versionId: randomUUID(), ...it }));
		await this.#import('workflow', complete);
	}

	async execute(workflowId: string): Promise<CliExecution> {
		const command = await this.run(['execute', `--id=${workflowId}`, '--rawOutput']);
		return readExecution(command);
	}

	async #import(what: 'credentials' | 'workflow', content: readonly unknown[]): Promise<void> {
		const file = join(this.#userFolder, `import-${what}.json`);
		await writeFile(file, JSON.stringify(content), { mode: 0o600 });
		const result = await this.run([`import:${what}`, `--input=${file}`]);
		await rm(file);
		if (result.code !== 0) throw new Error(`n8n import:${what}:\n${result.stdout}${result.stderr}`);
	}
}

// The log precedes the result; a failed execution is printed as pretty JSON in the log itself.
function readJson(stdout: string): PrintedExecution | undefined {
	const start = stdout.search(/^\{$/m);
	if (start < 0) return undefined;
	const end = stdout.slice(start).search(/^\}$/m);
	return JSON.parse(stdout.slice(start, start + end + 1));
}

function readExecution(command: CommandResult): CliExecution {
	const result = readJson(command.stdout);
	const resultData = result?.data?.resultData;
	const runs = resultData?.runData ?? {};
	return {
		isSuccess: resultData !== undefined && resultData.error === undefined,
		command,
		error: resultData?.error,
		items(nodeName, output = 0) {
			return (runs[nodeName] ?? []).flatMap((run) =>
				Object.values(run.data ?? {}).flatMap((outputs) => outputs?.[output] ?? []),
			);
		},
	};
}
