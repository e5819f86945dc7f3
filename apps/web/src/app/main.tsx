import { createRoot } from 'react-dom/client';
import './styles.css';

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no element with the id "root"');
const root = createRoot(element);

// A step of its own: a slow telephone can answer between React and the app.
void import('./app.js').then(({ show }) => show(root));
