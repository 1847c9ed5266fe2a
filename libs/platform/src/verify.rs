pub struct Facts; pub struct Finding;
