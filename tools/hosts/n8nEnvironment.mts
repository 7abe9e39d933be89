import { nodeEnvironment } from './installHost.mts';

/** Keeps n8n from calling anything outside this machine, and its log free of the attempts. */
const CLOSED_NETWORK = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
};

// The one asks a list of servers at every start, the other puts an assistant that needs a model's key
// before the workflows. n8n 1.x refuses to start with a module that it does not know.
const WITHOUT_MODULES = { N8N_DISABLED_MODULES: 'mcp-registry,instance-ai' };

const LOCAL_ONLY = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
	N8N_LOG_OUTPUT: 'console',
	N8N_LOG_LEVEL: 'info',
	NO_COLOR: '1',
	// A test runner's own NODE_ENV would silence n8n.
	NODE_ENV: 'production',
};

export interface EnvironmentOptions {
	readonly version: string;
	readonly userFolder: string;
	readonly port: number;
	readonly brokerPort: number;
	/** Wins over everything else, e.g. the settings of queue mode. */
	readonly extra?: Readonly<Record<string, string>>;
}

/** The caller's own n8n settings must not reach the test's n8n. */
function withoutN8nSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const kept = Object.entries(env).filter(
		([name]) => !/^(N8N|DB|EXECUTIONS|QUEUE|VITEST)(_|$)/.test(name),
	);
	return Object.fromEntries(kept);
}

export function n8nEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
	return {
		...withoutN8nSettings(nodeEnvironment()),
		...CLOSED_NETWORK,
		...LOCAL_ONLY,
		...(options.version.startsWith('1.') ? {} : WITHOUT_MODULES),
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(options.port),
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		WEBHOOK_URL: `http://127.0.0.1:${options.port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${options.port}/`,
		...options.extra,
	};
}
