// What pages do more when scripts run. Everything works without.

const zone = String(new Date().getTimezoneOffset());
for (const field of document.querySelectorAll("[data-zone]")) field.value = zone;
