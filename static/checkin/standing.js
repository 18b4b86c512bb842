// Where somebody stands, for the list of people found.
const STANDING = { waiting: "Waiting list", offered: "Offered a place", cancelled: "Gave it back" };

export function standing({ status, inside, arrived_at: arrived }, timeZone) {
  if (inside) return `In since ${clock(arrived, timeZone)}`;
  return arrived ? "Gone out" : STANDING[status] ?? "";
}

// “9:12am”, on the conference’s clock.
function clock(moment, timeZone) {
  const style = { hour: "numeric", minute: "2-digit", hour12: true, timeZone };
  return new Intl.DateTimeFormat("en-GB", style).format(new Date(moment)).replace(/[ \u202f]/g, "");
}
