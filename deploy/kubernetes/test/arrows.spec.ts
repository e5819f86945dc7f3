import { arrowsOf } from './lib/arrows.js';
import { overlays, render } from './lib/render.js';
import { workloadsOf } from './lib/workloads.js';

const services = [
  'gateway',
  'connections',
  'catalog',
  'settings',
  'flow-runner',
  'flow-runner-worker',
  'notifications',
];
const keepingData = services.filter((name) => name !== 'catalog');
const callingApplications = ['connections', 'flow-runner', 'flow-runner-worker', 'notifications'];

/** The arrows of ARCHITECTURE.md, and what runs them. */
const wanted = [
  'ingress-nginx/ → gateway:8080',
  'gateway → connections:8080',
  'gateway → flow-runner:8080',
  'nats → nats:6222',
  'migrate → postgres:5432',
  ...services.map((name) => `${name} → nats:4222`),
  ...keepingData.map((name) => `${name} → postgres:5432`),
  ...callingApplications.map((name) => `${name} → internet:443`),
  // Mail servers.
  ...[465, 587].map((port) => `notifications → internet:${port}`),
  // Metrics come from each service, traces go from it.
  ...services.flatMap((name) => [`monitoring/ → ${name}:8080`, `${name} → monitoring/:4318`]),
  ...[...services, 'migrate', 'nats', 'postgres'].map((name) => `${name} → kube-system/:53`),
];

/** What an operator that runs Postgres, and the scaler, add. */
const wantedInProduction = [
  ...wanted,
  'keda/ → nats:8222',
  'keda/ → postgres:5432',
  'postgres → postgres:5432',
  'postgres → postgres:8000',
  'cnpg-system/ → postgres:5432',
  'cnpg-system/ → postgres:8000',
  'monitoring/ → postgres:9187',
  'postgres → anywhere:443',
  'postgres → anywhere:6443',
];

it.each(overlays)('in the overlay %s nobody talks to anybody but by the arrows of the design', (overlay) => {
  const manifests = render(overlay);
  const ofOperator = { 'app.kubernetes.io/part-of': 'koppel', 'app.kubernetes.io/component': 'postgres' };
  const pods = workloadsOf(manifests).map(({ labels }) => labels);
  if (overlay === 'production') pods.push(ofOperator);
  expect(arrowsOf(manifests, pods)).toEqual([...(overlay === 'production' ? wantedInProduction : wanted)].sort());
});
