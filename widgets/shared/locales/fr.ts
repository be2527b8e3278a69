import type { Translation } from '../locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const french: Translation<typeof sharedEnglish> = {
  close: 'Fermer',
  retry: 'Réessayer',
  loading: 'Chargement…',
  more: 'Afficher plus',
  'more-failed': 'La suite n’a pas pu être chargée.',
  offline: 'Vous êtes hors ligne. Tout sera mis à jour à votre retour.',
  reconnecting: 'Reconnexion…',
  'signed-out.heading': 'Vous êtes déconnecté',
  'signed-out.text': 'Connectez-vous à ce site pour voir ce contenu.',
  'forbidden.heading': 'Accès non autorisé',
  'forbidden.text':
    'Vous n’avez pas accès à ce contenu. Si c’est une erreur, contactez le propriétaire du site.',
  'error.heading': 'Une erreur est survenue',
  'error.text': 'Un problème s’est produit en chemin. Rien n’est perdu.',
  'error.network': 'Le service est injoignable. Vérifiez votre connexion et réessayez.',
  'alerts.on': 'Activer les notifications',
  'alerts.later': 'Pas maintenant',
};
export default french;
